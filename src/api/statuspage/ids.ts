import { sha256 } from '../../record/hash.ts';

/** The letters of Statuspage's ids: no vowels, so that no id is a word. */
const ALPHABET = '0123456789bcdfghjklmnpqrstvwxyz';
const LENGTH = 12;

/** `kctbh9vrtdwd`: 12 characters for one of our names, the same for ever. */
export function statuspageId(name: string): string {
  let rest = BigInt(`0x${sha256(name)}`);
  let id = '';
  for (let place = 0; place < LENGTH; place++) {
    id += ALPHABET[Number(rest % BigInt(ALPHABET.length))];
    rest /= BigInt(ALPHABET.length);
  }
  return id;
}

/** What in our site a Statuspage id names. */
export const idNames = {
  page: 'page',
  component: (id: string) => `component ${id}`,
  incident: (id: string) => `incident ${id}`,
  update: (incident: string, stamp: string) => `update ${incident} ${stamp}`,
} as const;

/**
 * The id of each name, as a function that gives one for these names alone. Throws where two names have one id: a client
 * would take two things for one.
 */
export function mintIds(
  names: Iterable<string>,
  idOf: (name: string) => string = statuspageId,
): (name: string) => string {
  const ids = new Map<string, string>();
  const owners = new Map<string, string>();
  for (const name of names) {
    const id = idOf(name);
    const owner = owners.get(id);
    if (owner !== undefined && owner !== name) {
      throw new Error(
        `"${owner}" and "${name}" have one id in the Statuspage API, "${id}": its clients would take the two for one. ` +
          'Rename the one of them that was not published yet. Nothing was built; the site is as it was.',
      );
    }
    owners.set(id, name);
    ids.set(name, id);
  }
  return (name) => {
    const id = ids.get(name);
    if (id === undefined) throw new Error(`No Statuspage id was minted for "${name}".`);
    return id;
  };
}
