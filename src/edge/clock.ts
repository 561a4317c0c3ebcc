import { type Instant, instant, SECOND } from '../model/instant.ts';
import { CallError } from './call-error.ts';

/** 9999-12-31T23:59:59Z, the last second that a stamp can spell. */
const LAST_SECOND = 253_402_300_799;

/**
 * The moment of this run, in whole seconds: `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/)
 * where it is set and not empty, else the machine's clock. Throws a `CallError` where it is set to anything else.
 */
export function readClock(env: NodeJS.ProcessEnv = process.env): Instant {
  const epoch = env.SOURCE_DATE_EPOCH;
  if (!epoch) return instant(Math.floor(Date.now() / SECOND) * SECOND);
  if (!/^\d+$/.test(epoch) || Number(epoch) > LAST_SECOND) {
    throw new CallError(
      `SOURCE_DATE_EPOCH is "${epoch}", which is no number of seconds since 1970-01-01T00:00:00Z. ` +
        'Write whole seconds, such as SOURCE_DATE_EPOCH=1220620800 for 2008-09-05T13:20:00Z, or unset it.',
    );
  }
  return instant(Number(epoch) * SECOND);
}
