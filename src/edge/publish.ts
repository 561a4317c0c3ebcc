import { rm } from 'node:fs/promises';
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
import { bundleAssets, bundleEmbed } from './assets.ts';
import { withPages } from './astro.ts';
import { freshFolder, type OutputFile, removeStale, swapIn, writeFiles } from './output.ts';

/** Builds the whole site into a folder beside `outDir` and puts it in its place; until then `outDir` is as it was. */
export async function publish(
  site: Site,
  folder: ContentFolder,
  outDir: string,
): Promise<{ readonly pages: number }> {
  const files = publishedFiles(folder.assets);
  await removeStale(outDir);
  const fresh = await freshFolder(outDir);
  try {
    const texts = await textsOf(site, files);
    let count = 0;
    await withPages({ site, files, assets: await bundleAssets() }, fresh, async (pages) => {
      count = pages.length;
      const all = [...pages, ...texts];
      // One incident after the other: what its texts were parsed to serves all its files.
      for (const own of Map.groupBy(all, ({ about }) => about).values()) {
        for (const one of own) {
          const body = 'render' in one ? await one.render() : one.body;
          await writeFiles(fresh, [{ path: one.path, body }]);
        }
      }
    });
    await writeFiles(fresh, attachments(site, folder));
    await swapIn(fresh, outDir);
    return { pages: count };
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
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
