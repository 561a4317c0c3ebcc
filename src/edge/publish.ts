import { ownJsonFiles } from '../api/own/files.ts';
import { statuspageFiles } from '../api/statuspage/files.ts';
import { badgeFiles } from '../badges/files.ts';
import { discoveryFiles } from '../derive/discovery.ts';
import { linkedFiles, linkResolver, publishedFiles } from '../derive/links.ts';
import type { Site } from '../derive/site.ts';
import { recordFiles, sourceFiles } from '../derive/sources.ts';
import { calendarFiles } from '../feeds/calendars.ts';
import { feedFiles } from '../feeds/files.ts';
import type { ContentFolder } from '../format/source.ts';
import { bundleAssets, bundleEmbed } from './assets.ts';
import { renderPages } from './astro.ts';
import { diskFault } from './disk-fault.ts';
import { discard, freshFolder, type OutputFile, placeOf, removeStale, swapIn, writeFiles } from './output.ts';

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
    fresh = await freshFolder(place);
    const pages = await renderPages({ site, files, assets: await bundleAssets() }, fresh);
    await writeFiles(fresh, sourceFiles(site));
    await writeFiles(fresh, recordFiles(site));
    await writeFiles(fresh, discoveryFiles(site));
    await writeFiles(fresh, attachments(site, folder));
    const prose = { resolve: linkResolver(site, files) };
    await writeFiles(fresh, feedFiles(site, prose));
    await writeFiles(fresh, calendarFiles(site, prose));
    await writeFiles(fresh, statuspageFiles(site, prose));
    await writeFiles(fresh, ownJsonFiles(site, prose));
    await writeFiles(fresh, badgeFiles(site, await bundleEmbed()));
    if (!(await approve(fresh))) return undefined;
    await swapIn(fresh, place);
    return { pages };
  } catch (error) {
    throw diskFault(error, `${outDir}/ is as it was before this build.`);
  } finally {
    if (fresh !== undefined) await discard(fresh);
  }
}

function* attachments(site: Site, folder: ContentFolder): Iterable<OutputFile> {
  for (const { source, path } of linkedFiles(site)) {
    const redacted = folder.assets.get(`${source}.redacted`);
    const asset = folder.assets.get(source);
    if (redacted) yield { path: `${path}.redacted`, body: redacted.bytes };
    else if (asset) yield { path, body: asset.bytes };
  }
}
