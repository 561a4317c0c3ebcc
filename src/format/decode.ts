import type { Problem } from '../model/problem.ts';
import { forbiddenIn, withoutForbidden } from './characters.ts';
import { isUtf16, likelyEncoding } from './encodings.ts';
import { problem } from './problems.ts';
import type { SourceFile } from './source.ts';

const MAX_FILE = 1024 * 1024;

/** A file's text with LF line ends and no byte order mark, and what in its bytes and characters is wrong. */
export interface Decoded {
  readonly text: string;
  /** Nothing could be read; `text` is empty. */
  readonly failed: boolean;
  readonly problems: readonly Problem[];
}

/** Reads bytes as UTF-8 (RFC 3629). Never throws. */
export function decode(file: SourceFile): Decoded {
  if (file.bytes.length > MAX_FILE) {
    const top = { file: file.path, line: 1, column: 1 };
    return { text: '', failed: true, problems: [problem('file-size', top, `${file.bytes.length} bytes`)] };
  }
  if (isUtf16(file.bytes)) return { text: '', failed: true, problems: [badBytes(file)] };
  try {
    const text = unixLines(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes));
    return { text, failed: false, problems: characterProblems(file.path, text) };
  } catch {
    return { text: '', failed: true, problems: [badBytes(file)] };
  }
}

/** So many lines with what nobody sees are told of: the file is no text, and one of them says it. */
const TOLD_LINES = 100;

/** CRLF and CR are read as LF. */
export function unixLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Places the problem at the first byte that is no UTF-8: where a lenient reader first puts its sign of replacement. */
function badBytes(file: SourceFile): Problem {
  const name = likelyEncoding(file.bytes);
  const top = { file: file.path, line: 1, column: 1 };
  if (isUtf16(file.bytes)) return problem('file-encoding', top, '', name);
  const loose = unixLines(new TextDecoder('utf-8').decode(file.bytes));
  const before = loose.slice(0, Math.max(0, loose.indexOf('\uFFFD'))).split('\n');
  const line = before.length;
  const column = (before.at(-1) ?? '').length + 1;
  return problem('file-encoding', { ...top, line, column }, loose.split('\n')[line - 1] ?? '', name);
}

function characterProblems(file: string, text: string): readonly Problem[] {
  if (!forbiddenIn(text)) return [];
  const problems: Problem[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const found = forbiddenIn(line);
    if (!found) continue;
    const place = { file, line: index + 1, column: found.index + 1 };
    problems.push(problem('file-character', place, line, found.names, withoutForbidden(line)));
    if (problems.length === TOLD_LINES) break;
  }
  return problems;
}
