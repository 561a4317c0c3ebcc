import { CallError } from '../edge/call-error.ts';
import { readContent } from '../edge/content.ts';
import { type ParsedFolder, parseFolder } from '../format/folder.ts';
import type { ContentFolder } from '../format/source.ts';
import type { World } from './command.ts';

/** Reads and parses the content folder. Throws a `CallError` where there is no such folder. */
export async function readFolder(
  world: World,
): Promise<{ readonly folder: ContentFolder; readonly parsed: ParsedFolder }> {
  const folder = await readContent(world.content);
  if (!folder) {
    throw new CallError(
      `There is no folder "${world.content}". Call this from the project's folder, or name another with TSUIKI_CONTENT=DIR.`,
    );
  }
  return { folder, parsed: parseFolder(folder, world.now) };
}

/** `22 incidents, 61 updates`. */
export function countContent({ incidents }: ParsedFolder): string {
  const updates = incidents.reduce((sum, incident) => sum + incident.updates.length, 0);
  const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  return `${plural(incidents.length, 'incident')}, ${plural(updates, 'update')}`;
}
