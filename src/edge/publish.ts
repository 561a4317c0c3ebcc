import { ownJsonFiles } from '../api/own/files.ts';
import { statuspageFiles } from '../api/statuspage/files.ts';
import { badgeFiles } from '../badges/files.ts';
import { discoveryFiles } from '../derive/discovery.ts';
import { inputsOf } from '../derive/inputs.ts';
import { linkedFiles, linkResolver, type PublishedFile, publishedFiles } from '../derive/links.ts';
import type { OutputText } from '../derive/output-text.ts';
import type { Site } from '../derive/site.ts';
import { recordFiles, sourceFiles } from '../derive/sources.ts';
import { calendarFiles } from '../feeds/calendars.ts';
import { feedFiles } from '../feeds/files.ts';
import type { ContentFolder } from '../format/source.ts';
import { headersFile } from '../hosts/headers-file.ts';
import type { Piece } from '../record/pieces.ts';
import { bundleAssets, bundleEmbed } from './assets.ts';
import { type UnrenderedPage, withPages } from './astro.ts';
import { diskFault } from './disk-fault.ts';
import { discard, type OutputFile, placeOf, removeStale } from './output.ts';
import { publicFiles, worldOf } from './site-world.ts';
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
  const { site, folder, pieces, outDir, state, isFull = false, approve = async () => true } = order;
  const known = publishedFiles(folder.assets);
  const place = await placeOf(outDir);
  let fresh: string | undefined;
  try {
    await removeStale(place);
    const assets = await bundleAssets();
    const tree = await OutputTree.begin(place, state, worldOf(site, folder, assets), isFull);
    fresh = tree.dir;
    const inputsFor = inputsOf(site, pieces);
    let [pages, kept] = [0, 0];
    const take = async (file: OutputText | UnrenderedPage) => {
      const inputs = file.shown && inputsFor(file.shown);
      if (inputs !== undefined && tree.keeps(file.path, inputs)) kept += 1;
      else tree.put(file.path, 'render' in file ? await file.render() : file.body, inputs);
    };
    const own = await publicFiles();
    for (const { path, body } of [...attachments(site, folder), ...own]) tree.put(path, body);
    // An operator may have written one.
    if (!own.some(({ path }) => path === HEADERS)) tree.put(HEADERS, headersFile());
    const texts = await textsOf(site, known);
    await withPages({ site, files: known, assets }, async (unrendered) => {
      pages = unrendered.length;
      // One incident after the other: what its texts were parsed to serves all its files.
      const byIncident = Map.groupBy([...unrendered, ...texts], ({ shown }) => shown?.ids[0]);
      for (const files of byIncident.values()) for (const file of files) await take(file);
    });
    tree.clear();
    if (!(await approve(tree.dir))) return undefined;
    // What was redacted is to be nowhere.
    await tree.swap(!isRedacting(site));
    return { pages, kept, files: tree.size };
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

/** Read by Netlify and Cloudflare Pages. */
const HEADERS = '_headers';

/** Every text of the site that is no page. */
async function textsOf(
  site: Site,
  files: ReadonlyMap<string, PublishedFile>,
): Promise<readonly OutputText[]> {
  const prose = { resolve: linkResolver(site, files) };
  return [
    ...sourceFiles(site),
    ...recordFiles(site),
    ...discoveryFiles(site),
    ...feedFiles(site, prose),
    ...calendarFiles(site, prose),
    ...statuspageFiles(site, prose),
    ...ownJsonFiles(site, prose),
    ...badgeFiles(site, await bundleEmbed()),
  ];
}

function* attachments(site: Site, folder: ContentFolder): Iterable<OutputFile> {
  for (const { source, path } of linkedFiles(site)) {
    const redacted = folder.assets.get(`${source}.redacted`);
    const asset = folder.assets.get(source);
    if (redacted) yield { path: `${path}.redacted`, body: redacted.bytes };
    else if (asset) yield { path, body: asset.bytes };
  }
}
