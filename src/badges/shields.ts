import { LIGHT, TONES } from './colours.ts';
import type { Sign } from './sign.ts';

/** What shields.io makes a badge of (https://shields.io/badges/endpoint-badge), keys in its order. */
export interface ShieldsBody {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
}

export function shieldsBody({ subject, words, state }: Sign): ShieldsBody {
  return { schemaVersion: 1, label: subject, message: words, color: LIGHT[TONES[state]].slice(1) };
}
