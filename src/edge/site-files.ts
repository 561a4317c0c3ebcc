import { ownJsonTexts } from '../api/own/files.ts';
import { statuspageTexts } from '../api/statuspage/files.ts';
import { badgeFiles } from '../badges/files.ts';
import { inLanguage } from '../derive/addresses.ts';
import { discoveryFiles } from '../derive/discovery.ts';
import type { IncidentView } from '../derive/incident-view.ts';
import { type NameInputs, withNeighbours } from '../derive/inputs.ts';
import { linkedFiles, linkResolver, type PublishedFile } from '../derive/links.ts';
import type { OutputTexts, Shown } from '../derive/output-text.ts';
import { listPages, pagesOf } from '../derive/pages.ts';
import type { Site } from '../derive/site.ts';
import { sourceTexts } from '../derive/sources.ts';
import { calendarFiles } from '../feeds/calendars.ts';
import { feedTexts } from '../feeds/files.ts';
import type { ContentFolder } from '../format/source.ts';
import { headersFile } from '../hosts/headers-file.ts';
import { bundleEmbed } from './assets.ts';
import type { OutputFile } from './output.ts';
import type { renderPage } from './page-server.ts';
import { publicFiles } from './site-world.ts';

/** Files of a site that are made together, or stay as they are together. */
export interface FileGroup {
  readonly name: string;
  /** Names what goes into them; absent where they are made each time. */
  readonly inputs?: string | undefined;
  readonly pages: number;
  readonly make: () => Promise<readonly OutputFile[]>;
}

/** The texts of a site that are no pages, before any of them is made. */
export interface SiteTexts {
  readonly kinds: readonly OutputTexts[];
  /** Names what goes into those of an incident beside itself. */
  readonly beside: (view: IncidentView) => string;
}

/** `files` are those that the incidents may link. */
export async function textsOf(site: Site, files: ReadonlyMap<string, PublishedFile>): Promise<SiteTexts> {
  const prose = { resolve: linkResolver(site, files) };
  const statuspage = statuspageTexts(site, prose);
  const script = await bundleEmbed();
  const others: OutputTexts = {
    ofSite: () => [...discoveryFiles(site), ...calendarFiles(site, prose), ...badgeFiles(site, script)],
    ofIncident: () => [],
  };
  const kinds = [sourceTexts(site), feedTexts(site, prose), statuspage, ownJsonTexts(site, prose), others];
  return { kinds, beside: statuspage.beside };
}

/** Read by Netlify and Cloudflare Pages. */
const HEADERS = '_headers';

/** Every file of the site: first what is copied, then what shows many incidents, then the incidents one by one. */
export async function* groupsOf(
  site: Site,
  folder: ContentFolder,
  { kinds, beside }: SiteTexts,
  inputsFor: NameInputs,
  render: typeof renderPage,
): AsyncIterable<FileGroup> {
  const inLanguages = (path: string) =>
    site.config.languages.map((lang) => inLanguage(site.config, lang, path));
  const page = async (address: string) => ({
    path: `${address.slice(1)}index.html`,
    body: await render(address),
  });
  const named = (shown: Shown | undefined) => shown && inputsFor(shown);

  const own = await publicFiles();
  // An operator may have written one.
  const headers = own.some(({ path }) => path === HEADERS) ? [] : [{ path: HEADERS, body: headersFile() }];
  for (const file of [...attachments(site, folder), ...own, ...headers])
    yield { name: file.path, pages: 0, make: async () => [file] };

  yield {
    name: '404.html',
    pages: 1,
    make: async () => [{ path: '404.html', body: await render('/404/') }],
  };
  for (const { path, shown } of listPages(site))
    for (const address of inLanguages(path))
      yield { name: address, inputs: named(shown), pages: 1, make: async () => [await page(address)] };
  for (const kind of kinds)
    for (const text of kind.ofSite())
      yield { name: text.path, inputs: named(text.shown), pages: 0, make: async () => [text] };

  for (const view of site.views) yield groupOf(view);

  function groupOf(view: IncidentView): FileGroup {
    const addresses = pagesOf(view).flatMap(inLanguages);
    const shown = withNeighbours(view, site);
    return {
      name: `incidents/${view.id}`,
      inputs: inputsFor({ ...shown, beside: `${shown.beside} ${beside(view)}` }),
      pages: addresses.length,
      // One after the other: what its texts were parsed to for the page serves the feed and the API as well.
      make: async () => {
        const files: OutputFile[] = [];
        for (const address of addresses) files.push(await page(address));
        for (const kind of kinds) files.push(...kind.ofIncident(view));
        return files;
      },
    };
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
