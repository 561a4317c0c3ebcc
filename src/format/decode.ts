import type { Problem } from '../model/problem.ts';
import { forbiddenIn, withoutForbidden } from './characters.ts';
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
  try {
    const text = unixLines(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes));
    return { text, failed: false, problems: characterProblems(file.path, text) };
  } catch {
    return { text: '', failed: true, problems: [badBytes(file)] };
  }
}

/** CRLF and CR are read as LF. */
export function unixLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Places the problem at the first byte that is no UTF-8: where a lenient reader first puts its sign of replacement. */
function badBytes(file: SourceFile): Problem {
  const loose = unixLines(new TextDecoder('utf-8').decode(file.bytes));
  const before = loose.slice(0, Math.max(0, loose.indexOf('\uFFFD'))).split('\n');
  const line = before.length;
  const column = (before.at(-1) ?? '').length + 1;
  return problem('file-encoding', { file: file.path, line, column }, loose.split('\n')[line - 1] ?? '');
}

function characterProblems(file: string, text: string): readonly Problem[] {
  if (!forbiddenIn(text)) return [];
  return text.split('\n').flatMap((line, index) => {
    const found = forbiddenIn(line);
    if (!found) return [];
    const place = { file, line: index + 1, column: found.index + 1 };
    return problem('file-character', place, line, found.names, withoutForbidden(line));
  });
}
