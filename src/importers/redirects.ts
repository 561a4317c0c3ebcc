import type { ImportedIncident } from './report.ts';

/** An old address and where it leads now; both are paths. */
export interface Redirect {
  readonly from: string;
  readonly to: string;
}

/**
 * Where every old address leads, those of an earlier import too. Of two incidents that were served at one address the first
 * has it, and the other says so.
 */
export function redirectsOf(
  incidents: readonly ImportedIncident[],
  earlier: ReadonlyMap<string, string>,
): { readonly rows: readonly Redirect[]; readonly incidents: readonly ImportedIncident[] } {
  const moved = new Map<string, string>();
  const told = incidents.map((incident): ImportedIncident => {
    const { addresses, address, outcome, notes } = incident;
    if (outcome === 'refused') return incident;
    const lost = addresses.filter((from) => moved.has(from));
    for (const from of addresses) if (!lost.includes(from)) moved.set(from, address);
    const words = `that ${lost.join(' and ')} leads to it: another was served there too, ${moved.get(lost[0] ?? '')}`;
    return lost.length === 0 ? incident : { ...incident, notes: [...notes, { kind: 'left out', words }] };
  });
  const rows = [...new Map([...earlier, ...moved])].map(([from, to]) => ({ from, to }));
  return { rows: rows.toSorted((a, b) => (a.from < b.from ? -1 : 1)), incidents: told };
}

/** As Netlify and Cloudflare Pages read it: a file `_redirects` at the top of what is published. */
export function writeRedirects(redirects: readonly Redirect[]): string {
  return redirects.map(({ from, to }) => `${from} ${to} 301\n`).join('');
}

/** As nginx reads it: to be included in the `server` block. */
export function writeNginx(redirects: readonly Redirect[]): string {
  return redirects
    .map(({ from, to }) => `location = ${quoted(decoded(from))} { return 301 ${quoted(to)}; }\n`)
    .join('');
}

/** What an earlier import wrote, by the old address. */
export function readRedirects(text: string): ReadonlyMap<string, string> {
  const rows = text.split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  return new Map(
    rows.flatMap(([from, to]) => (from && to && !from.startsWith('#') ? [[from, to] as const] : [])),
  );
}

/** nginx compares addresses as they read without their escapes. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function quoted(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : `"${path.replace(/["\\$]/g, '\\$&')}"`;
}
