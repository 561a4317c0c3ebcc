import { redactedWords } from '../i18n/redacted.ts';
import { plainText } from '../markdown/outline.ts';
import type { Target } from '../markdown/prose.ts';
import type { Redaction } from '../model/incident.ts';
import { linkTarget } from '../model/link.ts';
import { readTombstone } from '../record/tombstone.ts';
import { basePath, href, paths } from './addresses.ts';
import type { IncidentView } from './incident-view.ts';
import type { Site } from './site.ts';

/** A file that lies in the content folder, as far as a page must know it; by its path there. */
export interface PublishedFile {
  readonly width?: number;
  readonly height?: number;
  /** The file was redacted; its tombstone. */
  readonly redaction?: Redaction;
}

/** What pages must know of the files in the folder: the size of an image, the tombstone of a redacted one. */
export function publishedFiles(
  assets: ReadonlyMap<
    string,
    { readonly bytes: Uint8Array; readonly width?: number; readonly height?: number }
  >,
): ReadonlyMap<string, PublishedFile> {
  return new Map(
    [...assets].map(([path, { width, height, bytes }]) => {
      const redaction = path.endsWith('.redacted')
        ? readTombstone(new TextDecoder().decode(bytes).trim())
        : undefined;
      return [
        path,
        {
          ...(width === undefined ? {} : { width }),
          ...(height === undefined ? {} : { height }),
          ...(redaction ? { redaction } : {}),
        },
      ] as const;
    }),
  );
}

/** Where a link in an incident's text leads, as a path of the site. */
export type ResolveLink = (view: IncidentView, lang: string, link: string) => Target | undefined;

/** Makes the one function that pages and feeds ask. */
export function linkResolver(site: Site, files: ReadonlyMap<string, PublishedFile>): ResolveLink {
  return (view, lang, link) => {
    const target = linkTarget(view.incident.path, link);
    if (target.kind === 'site') return { href: basePath(site.config) + target.path };
    if (target.kind === 'incident') {
      const other = site.viewById.get(target.id);
      return other && { href: href(site.config, lang, paths.incident(other.id)) + target.fragment };
    }
    if (target.kind !== 'file') return undefined;
    const redaction = files.get(`${target.path}.redacted`)?.redaction;
    if (redaction) return { href: '', gone: redactedWords(redaction, lang) };
    const file = files.get(target.path);
    if (!file) return undefined;
    const { width, height } = file;
    return {
      href: basePath(site.config) + paths.incidentFile(view.id, target.name),
      ...(width && height ? { width, height } : {}),
    };
  };
}

/** A file that an incident's published text links: where it lies, and where it is served. */
export interface LinkedFile {
  readonly source: string;
  readonly path: string;
}

/** Every file that is published because a text links it, each once. */
export function linkedFiles(site: Site): readonly LinkedFile[] {
  const found = new Map<string, LinkedFile>();
  for (const view of site.views) {
    const folder = view.incident.path.slice(0, view.incident.path.lastIndexOf('/') + 1);
    const translations = [...view.incident.translations.values()].flatMap(({ updates }) => [
      ...updates.values(),
    ]);
    for (const { files } of [...view.updates, ...translations]) {
      for (const name of files) {
        const path = decodeURIComponent(paths.incidentFile(view.id, name).slice(1));
        found.set(path, { source: folder + name, path });
      }
    }
  }
  return [...found.values()];
}

/** A text's first words, cut at a word's end. */
export function excerpt(markdown: string, length: number): string {
  const plain = plainText(markdown);
  if (plain.length <= length) return plain;
  const cut = plain.slice(0, length);
  const end = cut.lastIndexOf(' ');
  return `${end > length / 2 ? cut.slice(0, end) : cut}…`;
}
