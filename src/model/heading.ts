const OPENER = /^## (\d{4}-\d{2}-\d{2} \d{2}:\d{2}) ([+-]\d{2}:\d{2})(?: (.*))?$/s;

/** What stands in a line that opens an update. */
export interface Opener {
  /** `2008-09-05 22:20`; whether such a time exists was not asked. */
  readonly digits: string;
  /** `+09:00`. */
  readonly offset: string;
  readonly rest: string;
}

/** Reads a line that, at column 1, opens an update: it bears a whole stamp, whatever follows. Undefined for any other. */
export function readOpener(line: string): Opener | undefined {
  const [, digits, offset, rest = ''] = OPENER.exec(line) ?? [];
  return digits === undefined || offset === undefined ? undefined : { digits, offset, rest };
}
