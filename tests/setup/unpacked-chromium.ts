import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { FoundChromium } from './chromium.ts';

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/package.json');

/**
 * The Chromium of `@sparticuz/chromium` (Linux x64, with the libraries it needs), unpacked once into a folder named by
 * its version and the user. A run that is interrupted, or two at once, never leave half of one there.
 */
export async function unpackedChromium(): Promise<FoundChromium> {
  if (!existsSync(PACKAGE))
    return { problem: 'No Chromium was found. Run "npm ci", or name one in CHROME_PATH.' };
  const { version } = JSON.parse(await readFile(PACKAGE, 'utf8'));
  const home = join(tmpdir(), `chromium-${version}-${process.getuid?.() ?? 'user'}`);
  if (!(await isOurs(home)))
    return { problem: `${home} belongs to another user. Set TMPDIR to a folder of your own.` };
  if (!isComplete(home)) await unpack(home);
  return {
    executablePath: join(home, 'chromium'),
    env: { LD_LIBRARY_PATH: join(home, 'al2023/lib'), FONTCONFIG_FILE: join(home, 'fonts.conf') },
  };
}

/** Anyone may make a folder of this name in a shared one; what lies in it will be run. */
async function isOurs(home: string): Promise<boolean> {
  return lstat(home).then(
    (facts) => facts.isDirectory() && facts.uid === process.getuid?.(),
    () => true,
  );
}

/** Whether all is there; a cleaner of temporary files may have taken some. */
function isComplete(home: string): boolean {
  return ['chromium', 'libGLESv2.so', 'al2023/lib', 'fonts/fonts', 'fonts.conf'].every((name) =>
    existsSync(join(home, name)),
  );
}

async function unpack(home: string): Promise<void> {
  await removeAbandoned(home);
  const staging = await mkdtemp(`${home}.`);
  try {
    // A process of its own: the package reads TMPDIR as it is loaded, and changes the environment around it.
    await run(process.execPath, [join(import.meta.dirname, 'unpack-chromium.mjs')], {
      env: { ...process.env, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
    });
    await writeFile(join(staging, 'fonts.conf'), fontsConf(home));
    await moveIn(staging, home);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Where another run was first, its folder stays; where that one is damaged, it goes. */
async function moveIn(staging: string, home: string): Promise<void> {
  try {
    await rename(staging, home);
  } catch (error) {
    if (isComplete(home)) return;
    if (!existsSync(home)) throw error;
    await rename(home, join(staging, 'damaged'));
    await rename(staging, home);
    await rm(join(home, 'damaged'), { recursive: true, force: true });
  }
}

const ABANDONED_AFTER = 60 * 60 * 1000;

async function removeAbandoned(home: string): Promise<void> {
  const names = await readdir(dirname(home));
  for (const name of names.filter((one) => one.startsWith(`${basename(home)}.`))) {
    const staging = join(dirname(home), name);
    const { mtimeMs } = await stat(staging).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > ABANDONED_AFTER) await rm(staging, { recursive: true, force: true });
  }
}

/** The package's own file looks for fonts in one fixed folder, which is not where it was unpacked. */
function fontsConf(home: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
</fontconfig>
`;
}
