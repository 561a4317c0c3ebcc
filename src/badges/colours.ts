import type { State } from '../model/state.ts';

/** The stylesheet's tokens, for what stands alone on other sites; a test holds the two equal. */
export const LIGHT = {
  paper: '#fbf9f3',
  ink: '#1c1a16',
  'ink-2': '#59544a',
  line: '#857e70',
  operational: '#1b5334',
  degraded: '#92610c',
  partial: '#512645',
  maintenance: '#194578',
} as const;

export const DARK: Readonly<Record<Token, string>> = {
  paper: '#171512',
  ink: '#ece6d8',
  'ink-2': '#aba496',
  line: '#837b6c',
  operational: '#59b37e',
  degraded: '#f8cc44',
  partial: '#ba78a7',
  maintenance: '#8cb9f8',
};

export type Token = keyof typeof LIGHT;

/** A major outage is ink. */
export const TONES: Readonly<Record<State, Token>> = {
  operational: 'operational',
  'under maintenance': 'maintenance',
  'degraded performance': 'degraded',
  'partial outage': 'partial',
  'major outage': 'ink',
};
