/** Where a link in an incident's text leads, judged by its spelling alone. */
export type LinkTarget =
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'here' }
  | { readonly kind: 'site'; readonly path: string }
  | { readonly kind: 'incident'; readonly id: string; readonly fragment: string }
  | { readonly kind: 'file'; readonly path: string; readonly name: string }
  | { readonly kind: 'outside' };

/**
 * Judges `href` as written in the incident file at `path` (relative to the content folder): an address of another host,
 * an anchor, an address of this site (`/history/`), another incident (`2008-09-05-hardware-failure.md`), or a file beside
 * or below the incident's own. Never throws.
 */
export function linkTarget(path: string, href: string): LinkTarget {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('//')) return { kind: 'elsewhere' };
  if (href === '' || href.startsWith('#') || href.startsWith('?')) return { kind: 'here' };
  if (href.startsWith('/')) return { kind: 'site', path: href };
  const [, address = '', fragment = ''] = /^([^?#]*)(?:\?[^#]*)?(#.*)?$/.exec(href) ?? [];
  const name = decoded(address);
  const incident = /(?:^|\/)([a-z0-9-]+)\.md$/.exec(name);
  if (incident?.[1]) return { kind: 'incident', id: incident[1], fragment };
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '..' && parts.pop() === undefined) return { kind: 'outside' };
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  return { kind: 'file', path: folder + parts.join('/'), name: parts.join('/') };
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
