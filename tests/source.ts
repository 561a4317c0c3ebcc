import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export const ROOT = join(import.meta.dirname, '..');

/** Something that a source file says at a line, from 1. */
export interface Saying {
  readonly text: string;
  readonly line: number;
}

/** Paths from the root, with `/`, sorted: `sourceFiles('src/**\/*.ts')`. */
export function sourceFiles(...patterns: readonly string[]): readonly string[] {
  return globSync([...patterns], { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/**
 * Every module that the file names: in imports (static, dynamic, of types), re-exports and `import.meta.glob`. A name that is
 * worked out as the program runs is `(computed)`.
 */
export function importsOf(path: string, source = read(path)): readonly Saying[] {
  const { code, scripts } = partsOf(path, source);
  return [code, ...scripts].flatMap((text) => sayings(text, (node) => namedModules(node)));
}

/**
 * Every reach for the world outside: `process.exit`, `process.env`, `Date.now`, `new Date()`, …. The `<script>` parts of an
 * Astro file are left out: they run in a reader's browser, where asking the clock is what they are for.
 */
export function reachesOf(path: string, source = read(path)): readonly Saying[] {
  const { code, markup } = partsOf(path, source);
  return [...sayings(code, reached), ...markupReaches(markup)];
}

interface Parts {
  /** Each part stands on the lines where the file has it. */
  readonly code: string;
  readonly scripts: readonly string[];
  readonly markup: string;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function partsOf(path: string, text: string): Parts {
  if (!path.endsWith('.astro')) return { code: text, scripts: [], markup: '' };
  const fence = text.match(/^\s*---\n[\s\S]*?\n---[ \t]*$/m)?.[0] ?? '';
  const body = blank(fence) + text.slice(fence.length);
  const scripts = [...body.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)].map(
    (found) => blank(body.slice(0, found.index) + found[1]) + found[2],
  );
  const markup = body.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, blank);
  return { code: fence.replaceAll('---', '   '), scripts, markup };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

function sayings(text: string, read: (node: ts.Node) => readonly string[]): readonly Saying[] {
  const file = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true);
  const found: Saying[] = [];
  const visit = (node: ts.Node): void => {
    const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
    found.push(...read(node).map((said) => ({ text: said, line })));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function namedModules(node: ts.Node): readonly string[] {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return node.moduleSpecifier ? [literal(node.moduleSpecifier)] : [];
  }
  if (ts.isImportTypeNode(node))
    return [literal(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node)];
  if (!ts.isCallExpression(node)) return [];
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return [literal(node.arguments[0])];
  if (node.expression.getText() !== 'import.meta.glob') return [];
  const patterns = node.arguments[0];
  return patterns && ts.isArrayLiteralExpression(patterns)
    ? patterns.elements.map(literal)
    : [literal(patterns)];
}

function literal(node: ts.Node | undefined): string {
  return node && ts.isStringLiteralLike(node) ? node.text : '(computed)';
}

const WORLD = /^(?:process\.(?:exit|argv|env|exitCode)|Date\.now)$/;

function reached(node: ts.Node): readonly string[] {
  if (ts.isPropertyAccessExpression(node)) return [node.getText()].filter((text) => WORLD.test(text));
  if (ts.isElementAccessExpression(node) && node.expression.getText() === 'process') return ['process[…]'];
  if (ts.isVariableDeclaration(node) && node.initializer?.getText() === 'process') return ['… = process'];
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
    return ['new Date()'];
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return ['Date()'];
  return [];
}

function markupReaches(markup: string): readonly Saying[] {
  return markup.split('\n').flatMap((text, index) => {
    const found = text.match(/process\.(?:exit|argv|env)|Date\.now|new Date\(\)/g) ?? [];
    return found.map((said) => ({ text: said, line: index + 1 }));
  });
}
