import type { World } from '../components/world.ts';
import { componentParts } from '../derive/component-parts.ts';
import { postmortemParts } from '../derive/postmortem-list.ts';
import { promiseParts } from '../derive/promise-list.ts';
import type { Site } from '../derive/site.ts';
import { allWorlds } from './_worlds.ts';

/** What stands at a path below the site's base, without the slashes at its ends; nothing where there is no page. */
export function pageAt(path: string) {
  const [first, ...others] = allWorlds();
  const names = path.split('/');
  const other = others.find(({ lang }) => lang === names[0]);
  const world = other ?? (first as World);
  const page = path === NOT_FOUND ? notFound() : pageIn(world.site, other ? names.slice(1) : names);
  return page && { world, page };
}

export type Found = NonNullable<ReturnType<typeof pageAt>>;

/** What hosts show where nothing is. */
export const NOT_FOUND = '404';

function notFound() {
  return { kind: 'none', worlds: allWorlds() } as const;
}

/** By the names of the path's folders, as `derive/addresses.ts` has them. */
function pageIn(site: Site, [name = '', second, third, ...rest]: readonly string[]) {
  if (rest.length > 0) return undefined;
  if (third !== undefined) return partIn(site, name, second ?? '', third);
  if (second !== undefined) return pageOf(site, name, second);
  const parts = { postmortems: postmortemParts(site), promises: promiseParts(site) };
  switch (name) {
    case '':
      return { kind: 'front' } as const;
    case 'history':
    case 'maintenance':
    case 'record':
    case 'search':
    case 'subscribe':
      return { kind: name } as const;
    case 'postmortems':
      return { kind: name, parts: parts.postmortems, part: undefined } as const;
    case 'promises':
      return { kind: name, parts: parts.promises, part: undefined } as const;
    default:
      return undefined;
  }
}

function pageOf(site: Site, name: string, id: string) {
  const view = site.viewById.get(id);
  if (name === 'incidents' && view) return { kind: 'incident', view } as const;
  const component = site.componentById.get(id);
  const month = site.months.find((one) => one.month === id);
  const part = promiseParts(site).find((one) => one.name === id);
  if (name === 'postmortems' && view && view.postmortem.length > 0)
    return { kind: 'postmortem', view } as const;
  if (name === 'components' && component) return { kind: 'component', component } as const;
  if (name === 'history' && month) return { kind: 'month', ...month } as const;
  if (name === 'promises' && part) return { kind: 'promises', parts: promiseParts(site), part } as const;
  return undefined;
}

function partIn(site: Site, name: string, second: string, third: string) {
  const component = site.componentById.get(second);
  if (name === 'components' && component) {
    const parts = componentParts(component, site);
    const part = parts.find((one) => one.name === third);
    return part && ({ kind: 'component part', component, parts, part } as const);
  }
  if (name !== 'history' || third !== 'postmortems') return undefined;
  const parts = postmortemParts(site);
  const part = parts.find((one) => one.name === second);
  return part && ({ kind: 'postmortems', parts, part } as const);
}
