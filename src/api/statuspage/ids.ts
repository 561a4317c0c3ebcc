import { sha256 } from '../../record/hash.ts';

/** The letters of Statuspage's ids: no vowels, so that no id is a word. */
const ALPHABET = '0123456789bcdfghjklmnpqrstvwxyz';
const LENGTH = 12;

/** `kctbh9vrtdwd`: 12 characters for one of our names, the same for ever. */
export function statuspageId(name: string): string {
  const whole = BigInt(`0x${sha256(name)}`);
  return lettersOf(whole % HALF) + lettersOf((whole / HALF) % HALF);
}

/** Six digits at once fit a plain number, which is a tenth of the work. */
const HALF = BigInt(ALPHABET.length ** (LENGTH / 2));

function lettersOf(half: bigint): string {
  let rest = Number(half);
  let letters = '';
  for (let place = 0; place < LENGTH / 2; place++) {
    letters += ALPHABET[rest % ALPHABET.length];
    rest = Math.floor(rest / ALPHABET.length);
  }
  return letters;
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
