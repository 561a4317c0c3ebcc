import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { replaceFile } from './replace-file.ts';

/** Paths of all files of a content folder but templates, sorted. */
export async function filesIn(content: string): Promise<readonly string[]> {
  const entries = await readdir(content, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(content, join(parentPath, name)))
    .filter((path) => !path.startsWith('_templates'))
    .sort();
}

/** Deletes these files, with the folders that are empty then and what was recorded of them, and puts the new `site.yml` there. */
export async function clearContent(
  content: string,
  state: string,
  files: readonly string[],
  site: string,
): Promise<void> {
  // The new site first: a run that is cut off leaves a folder that can be begun again.
  await replaceFile(join(content, 'site.yml'), new TextEncoder().encode(site));
  for (const path of files) if (path !== 'site.yml') await rm(join(content, path), { force: true });
  const entries = await readdir(content, { withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name === '_templates') continue;
    const dir = join(content, entry.name);
    const left = await readdir(dir, { recursive: true, withFileTypes: true });
    if (!left.some((one) => one.isFile())) await rm(dir, { recursive: true });
  }
  await rm(join(state, 'log.jsonl'), { force: true });
}
