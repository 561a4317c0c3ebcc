import { join } from 'node:path';
import type { SearchRecord } from '../derive/search-records.ts';
import { discard, freshFolder, type OutputFile, placeOf, swapIn, writeFiles } from './output.ts';

/** Of what Pagefind gives, that which our own page loads; its widgets stay behind. */
const LOADED =
  /^(?:pagefind\.js|pagefind-worker\.js|pagefind-entry\.json|.*\.pf_meta|.*\.pagefind|(?:fragment|index|filter)\/.*)$/;

/**
 * Makes the search index of a built site in its folder `dir/pagefind`: a step of its own after the build, so that a notice in
 * an outage need not wait for it. Throws where it cannot be made; the site then stands whole without it.
 */
export async function writeSearchIndex(records: readonly SearchRecord[], dir: string): Promise<void> {
  const pagefind = await import('pagefind');
  try {
    const { index, errors } = await pagefind.createIndex();
    if (!index) throw new Error(errors.join('; '));
    for (const { url, lang, title, line, content, facets } of records) {
      const filters = Object.fromEntries(
        Object.entries(facets).map(([facet, values]) => [facet, [...values]]),
      );
      const added = await index.addCustomRecord({
        url,
        content,
        language: lang,
        meta: { title, line },
        filters,
      });
      if (added.errors.length > 0) throw new Error(`${url}: ${added.errors.join('; ')}`);
    }
    const made = await index.getFiles();
    if (made.errors.length > 0) throw new Error(made.errors.join('; '));
    const place = await placeOf(dir);
    // Beside the site: what is half written is nothing to serve.
    const fresh = await freshFolder(place);
    try {
      await writeFiles(fresh, loadedFiles(made.files));
      await swapIn(fresh, join(place, 'pagefind'));
    } finally {
      await discard(fresh);
    }
  } finally {
    await pagefind.close();
  }
}

function* loadedFiles(
  files: readonly { readonly path: string; readonly content: Uint8Array }[],
): Iterable<OutputFile> {
  for (const { path, content } of files) {
    const own = path.replaceAll('\\', '/');
    if (LOADED.test(own)) yield { path: own, body: content };
  }
}
