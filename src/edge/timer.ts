import { setTimeout as sleep } from 'node:timers/promises';
import { type Instant, instant } from '../model/instant.ts';

/** The machine's clock, as it goes on; the moment of a run is the clock's own (`clock.ts`). */
export function tick(): Instant {
  return instant(Date.now());
}

/** Waits; or until `stopped` settles, if that is sooner. */
export async function waitFor(milliseconds: number, stopped: Promise<void>): Promise<void> {
  const timer = new AbortController();
  await Promise.race([
    sleep(milliseconds, undefined, { signal: timer.signal }).catch(() => undefined),
    stopped,
  ]);
  timer.abort();
}
