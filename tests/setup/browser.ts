import { type Browser, chromium } from 'playwright-core';
import { inject } from 'vitest';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the Chromium that was found, with an empty profile; the caller closes it. Throws where none was found. */
export async function launch(): Promise<Browser> {
  const found = inject('chromium');
  if ('problem' in found) throw new Error(found.problem);
  return chromium.launch({
    executablePath: found.executablePath,
    env: { ...process.env, ...found.env },
    args: FLAGS,
  });
}
