import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { unpackedChromium } from './unpacked-chromium.ts';

const run = promisify(execFile);

/** A browser that can be started, or why there is none; the tests that need one fail with `problem`, the others run. */
export type FoundChromium =
  | { readonly executablePath: string; readonly env: Readonly<Record<string, string>> }
  | { readonly problem: string };

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: FoundChromium;
  }
}

/** Finds a Chromium once for all test files, which reach it with `launch()` of `browser.ts`. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('chromium', await findChromium(process.env));
}

/** The one that `CHROME_PATH` names, else an installed one, else the one that npm brought, unpacked. */
export async function findChromium(env: NodeJS.ProcessEnv): Promise<FoundChromium> {
  const named = env.CHROME_PATH;
  if (named) {
    if (isExecutable(named)) return { executablePath: named, env: {} };
    return {
      problem: `CHROME_PATH is "${named}", which cannot be run. Name a Chrome or Chromium, or unset it.`,
    };
  }
  for (const candidate of installed(env)) {
    if (isExecutable(candidate) && (await answers(candidate))) return { executablePath: candidate, env: {} };
  }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackedChromium();
  return { problem: 'No Chrome or Chromium was found. Install one, or name it in CHROME_PATH.' };
}

function installed(env: NodeJS.ProcessEnv): readonly string[] {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ];
  }
  if (process.platform === 'win32') {
    const homes = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
    const places = homes.flatMap((home) => (home ? [home] : []));
    return [
      ...places.map((home) => join(home, 'Google\\Chrome\\Application\\chrome.exe')),
      ...places.map((home) => join(home, 'Microsoft\\Edge\\Application\\msedge.exe')),
    ];
  }
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return existsSync(path);
  } catch {
    return false;
  }
}

/** Ubuntu's `chromium-browser` may be a script that only asks for a snap. On a Mac and Windows asking opens a window. */
async function answers(candidate: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  return run(candidate, ['--version'], { timeout: 20_000 }).then(
    () => true,
    () => false,
  );
}
