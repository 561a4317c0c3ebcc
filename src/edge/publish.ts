import { inputsOf } from '../derive/inputs.ts';
import { publishedFiles } from '../derive/links.ts';
import type { Site } from '../derive/site.ts';
import type { ContentFolder } from '../format/source.ts';
import type { Piece } from '../record/pieces.ts';
import { bundleAssets } from './assets.ts';
import { openPages } from './astro.ts';
import { diskFault } from './disk-fault.ts';
import { discard, placeOf, removeStale } from './output.ts';
import { groupsOf, textsOf } from './site-files.ts';
import { worldOf } from './site-world.ts';
import { OutputTree } from './tree.ts';

/** Looks at a whole new site in its folder before it is put in its place; with false it never is. */
export type Approve = (dir: string) => Promise<boolean>;

/** What is built, and where. */
export interface Order {
  readonly site: Site;
  readonly folder: ContentFolder;
  /** All that the folder publishes. */
  readonly pieces: readonly Piece[];
  readonly outDir: string;
  /** Where what is known of earlier builds is kept; without one, all is made anew. */
  readonly state?: string | undefined;
  /** Nothing that earlier builds left is used. */
  readonly isFull?: boolean;
  readonly approve?: Approve | undefined;
  /** Is told each time that a thousand more pages were made. */
  readonly progress?: (made: number) => void;
}

/** How many pages and files a site has, and how many of the files stood from earlier builds. */
export interface PublishedSite {
  readonly pages: number;
  readonly files: number;
  readonly kept: number;
}

/**
 * Builds the whole site into a folder beside `outDir` and puts it in its place; until then, and where it was not approved,
 * `outDir` is as it was. Throws a `CallError` where the disk refuses.
 */
export async function publish(order: Order): Promise<PublishedSite | undefined> {
  const { site, folder, pieces, outDir, state, isFull = false } = order;
  const { approve = async () => true, progress = () => undefined } = order;
  const files = publishedFiles(folder.assets);
  const place = await placeOf(outDir);
  let fresh: string | undefined;
  try {
    await removeStale(place);
    const [assets, texts] = [await bundleAssets(), await textsOf(site, files)];
    const tree = await OutputTree.begin(place, state, worldOf(site, folder, assets), isFull);
    fresh = tree.dir;
    const render = await openPages({ site, files, assets }, isFull);
    let [pages, made] = [0, 0];
    for await (const group of groupsOf(site, folder, texts, inputsOf(site, pieces), render)) {
      const { name, inputs } = group;
      pages += group.pages;
      if (inputs !== undefined && tree.keeps(name, inputs)) continue;
      for (const { path, body } of await group.make()) tree.put(path, body, name, inputs);
      const thousands = Math.floor(made / 1000);
      made += group.pages;
      if (Math.floor(made / 1000) > thousands) progress(made);
    }
    tree.clear();
    if (!(await approve(tree.dir))) return undefined;
    // What was redacted is to be nowhere.
    await tree.swap(!isRedacting(site));
    return { pages, ...tree.size };
  } catch (error) {
    throw diskFault(error, `${outDir}/ is as it was before this build.`);
  } finally {
    if (fresh !== undefined) await discard(fresh);
  }
}

/** Whether this build is the one that publishes a redaction. */
function isRedacting({ record }: Site): boolean {
  const last = record.at(-1);
  return record.some(({ kind, published }) => kind === 'redaction' && published === last?.published);
}
