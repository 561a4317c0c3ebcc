import { ownJsonFiles } from '../api/own/files.ts';
import { statuspageFiles } from '../api/statuspage/files.ts';
import { badgeFiles } from '../badges/files.ts';
import { discoveryFiles } from '../derive/discovery.ts';
import { linkedFiles, linkResolver, type PublishedFile, publishedFiles } from '../derive/links.ts';
import type { OutputText } from '../derive/output-text.ts';
import type { Site } from '../derive/site.ts';
import { recordFiles, sourceFiles } from '../derive/sources.ts';
import { calendarFiles } from '../feeds/calendars.ts';
import { feedFiles } from '../feeds/files.ts';
import type { ContentFolder } from '../format/source.ts';
import { headersFile } from '../hosts/headers-file.ts';
import { bundleAssets, bundleEmbed } from './assets.ts';
import { withPages } from './astro.ts';
import { diskFault } from './disk-fault.ts';
import { keepTimes } from './keep-times.ts';
import { addMissing, discard, freshFolder, type OutputFile, placeOf, removeStale, swapIn, writeFiles } from './output.ts';

/** Looks at a whole new site in its folder before it is put in its place; with false it never is. */
export type Approve = (dir: string) => Promise<boolean>;

/**
 * Builds the whole site into a folder beside `outDir` and puts it in its place; until then, and where it was not approved,
 * `outDir` is as it was. Throws a `CallError` where the disk refuses.
 */
export async function publish(
  site: Site,
  folder: ContentFolder,
  outDir: string,
  approve: Approve = async () => true,
): Promise<{ readonly pages: number } | undefined> {
  const files = publishedFiles(folder.assets);
  const place = await placeOf(outDir);
  let fresh: string | undefined;
  try {
    await removeStale(place);
    const dir = await freshFolder(place);
    fresh = dir;
    const texts = await textsOf(site, files);
    let count = 0;
    await withPages({ site, files, assets: await bundleAssets() }, dir, async (pages) => {
      count = pages.length;
      const all = [...pages, ...texts];
      // One incident after the other: what its texts were parsed to serves all its files.
      for (const own of Map.groupBy(all, ({ about }) => about).values()) {
        for (const one of own) {
          const body = 'render' in one ? await one.render() : one.body;
          await writeFiles(dir, [{ path: one.path, body }]);
        }
      }
    });
    await writeFiles(dir, attachments(site, folder));
    await addMissing(dir, '_headers', headersFile());
    if (!(await approve(dir))) return undefined;
    keepTimes(place, dir);
    await swapIn(dir, place);
    return { pages: count };
  } catch (error) {
    throw diskFault(error, `${outDir}/ is as it was before this build.`);
  } finally {
    if (fresh !== undefined) await discard(fresh);
  }
}

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
