const MASK = '[secret]';
/** Shorter ones would be found in ordinary words. */
const LEAST = 4;

/**
 * Makes the function through which everything goes that is shown or kept: it takes out each secret, and of an address that
 * is one also its parts, as they are written and as they are meant.
 */
export function maskOf(secrets: readonly string[]): (text: string) => string {
  const parts = [...new Set(secrets.flatMap(partsOf))]
    .filter((part) => part.length >= LEAST)
    .toSorted((a, b) => b.length - a.length);
  return (text) => parts.reduce((left, part) => left.replaceAll(part, MASK), text);
}

function partsOf(secret: string): readonly string[] {
  if (!URL.canParse(secret)) return [secret];
  const { pathname, search, password } = new URL(secret);
  const long = pathname.split('/').filter((part) => part.length > 12);
  return [secret, pathname, pathname.slice(1), search.slice(1), password, meant(password), ...long];
}

function meant(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
