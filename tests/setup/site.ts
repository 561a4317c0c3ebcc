import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROOT } from '../source.ts';
import { tsuiki } from './run.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the demonstration site was built. */
    site: string;
    /** Where the site of `tests/fixtures/awkward/` was built: clocks that change, names and texts that need care. */
    awkwardSite: string;
    /** Where the site of `tests/fixtures/outage/` was built: twelve components, and a bad day. */
    outageSite: string;
  }
}

/** Builds three sites once for all test files, by the command that operators use. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const parent = await mkdtemp(join(tmpdir(), 'tsuiki-site-'));
  const build = async (name: string, content: string) => {
    const cwd = join(parent, name);
    await mkdir(cwd);
    const { code, stderr } = await tsuiki(['build'], cwd, { TSUIKI_CONTENT: join(ROOT, content) });
    if (code !== 0) throw new Error(`The site of ${content} could not be built:\n${stderr}`);
    return join(cwd, 'dist');
  };
  project.provide('site', await build('demonstration', 'incidents'));
  project.provide('awkwardSite', await build('awkward', 'tests/fixtures/awkward'));
  project.provide('outageSite', await build('outage', 'tests/fixtures/outage'));
  return () => rm(parent, { recursive: true });
}
