import type { Redirect } from '../hosts/redirects.ts';
import type { ImportedIncident } from './report.ts';

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
