import { CallError } from '../edge/call-error.ts';
import { readContent } from '../edge/content.ts';
import type { ParsedFolder } from '../format/folder.ts';
import type { ContentFolder } from '../format/source.ts';
import type { World } from './command.ts';

/** Reads the content folder. Throws a `CallError` where there is none. */
export async function readFolder(world: Pick<World, 'content'>): Promise<ContentFolder> {
  const folder = await readContent(world.content);
  if (folder) return folder;
  throw new CallError(
    `There is no folder "${world.content}". Call this from the project's folder, or name another with TSUIKI_CONTENT=DIR.`,
  );
}

/** `22 incidents, 61 updates`. */
export function countContent({ incidents }: Pick<ParsedFolder, 'incidents'>): string {
  const updates = incidents.reduce((sum, incident) => sum + incident.updates.length, 0);
  return `${plural(incidents.length, 'incident')}, ${plural(updates, 'update')}`;
}

/** `1 line`, `41 lines`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
