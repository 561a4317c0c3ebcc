import { showAsOf } from './as-of.ts';
import { keepTime } from './clock.ts';
import { watchForNewer } from './newer.ts';

// A part that fails in some browser is one for itself: the page and the others still stand.
if (!showAsOf()) for (const part of [keepTime, watchForNewer]) queueMicrotask(part);
