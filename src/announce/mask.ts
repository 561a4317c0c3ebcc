const MASK = '[secret]';
/** Shorter ones would be found in ordinary words. */
const LEAST = 4;

/** Shorter parts of a path are words. */
const LEAST_OF_PATH = 8;

/**
 * Makes the function through which everything goes that is shown or kept, before it is cut: it takes out each secret, and
 * of an address that is one also its parts, as they are written and as they are meant. A text may have been cut before it
 * came: the beginning of a secret at its end goes too.
 */
export function maskOf(secrets: readonly string[]): (text: string) => string {
  const parts = [...new Set(secrets.flatMap(partsOf).flatMap((part) => [part, meant(part)]))]
    .filter((part) => part.length >= LEAST)
    .toSorted((a, b) => b.length - a.length);
  return (text) => parts.reduce((left, part) => left.replaceAll(part, MASK), withoutCut(text, parts));
}

function partsOf(secret: string): readonly string[] {
  if (!URL.canParse(secret)) return [secret, secret.replace(/^whsec_/, '')];
  const { pathname, search, password } = new URL(secret);
  const long = pathname.split('/').filter((part) => part.length >= LEAST_OF_PATH);
  const asked = search.slice(1).split('&');
  const values = asked.map((pair) => pair.slice(pair.indexOf('=') + 1));
  return [secret, pathname, pathname.slice(1), search.slice(1), password, ...long, ...values];
}

function withoutCut(text: string, parts: readonly string[]): string {
  // How an address begins is no secret: scheme and host.
  const lengths = parts.filter((part) => !URL.canParse(part)).map((part) => lengthOfCut(text, part));
  const cut = Math.max(0, ...lengths);
  return cut === 0 ? text : `${text.slice(0, -cut)}${MASK}`;
}

/** How much of the text's end is the beginning of a part; 0 where that is too little to tell. */
function lengthOfCut(text: string, part: string): number {
  for (let length = Math.min(part.length, text.length); length >= LEAST; length--) {
    if (text.endsWith(part.slice(0, length))) return length;
  }
  return 0;
}

function meant(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
