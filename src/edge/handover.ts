import type { PublishedFile } from '../derive/links.ts';
import type { Site } from '../derive/site.ts';
import type { PreviewNotes, SiteAssets } from '../model/page-assets.ts';

/** What a build passes to the pages: the one derived value, the files that its texts link, and what each kind of page bears. */
export interface Handover {
  readonly site: Site;
  readonly files: ReadonlyMap<string, PublishedFile>;
  readonly assets: SiteAssets;
  /** Only where somebody looks at what they write. */
  readonly preview?: PreviewNotes;
}

/** Astro bundles the pages and runs the bundle in this process; a registered symbol is what both sides can name. */
const KEY = Symbol.for('tsuiki.handover');
const place = globalThis as { [KEY]?: Handover };

/** Lays the site ready for the pages of the build that follows. */
export function handOver(handover: Handover): void {
  place[KEY] = handover;
}

/** The site that the running build is of. Throws where the pages are built by anything but our own commands. */
export function takeOver(): Handover {
  const handover = place[KEY];
  if (handover) return handover;
  throw new Error('The pages are built by "npm run build", which reads the incidents first.');
}
