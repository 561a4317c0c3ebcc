/** What a text editor may have saved a file as, and what shows that it has: letters that its readers write. */
const KNOWN: readonly { readonly name: string; readonly label: string; readonly letters: RegExp }[] = [
  { name: 'Shift_JIS', label: 'shift_jis', letters: /[\p{sc=Hiragana}\p{sc=Katakana}ー、。]/gu },
  { name: 'EUC-JP', label: 'euc-jp', letters: /[\p{sc=Hiragana}\p{sc=Katakana}ー、。]/gu },
  { name: 'EUC-KR', label: 'euc-kr', letters: /\p{sc=Hangul}/gu },
];
/** Katakana of half width: what Shift_JIS makes of another encoding's bytes, and few people write. */
const HALF_WIDTH = /[\uFF61-\uFF9F]/g;
/** A letter of Western Europe among plain ones, as the bytes of Latin-1 and Windows-1252 have it. */
const WESTERN = /[a-z][À-ÿ]|[À-ÿ][a-z]/i;

/** Whether the bytes are UTF-16: by its mark, or because every second one of plain letters would be NUL. */
export function isUtf16(bytes: Uint8Array): boolean {
  return utf16(bytes) !== undefined;
}

/**
 * What bytes that are no UTF-8 look like: `Shift_JIS`, `EUC-JP`, `EUC-KR`, `Windows-1252`, `UTF-16LE`, `UTF-16BE`;
 * undefined where none of them fits. A guess, for a message: nothing is read by it.
 */
export function likelyEncoding(bytes: Uint8Array): string | undefined {
  const wide = utf16(bytes);
  if (wide) return wide;
  const scored = KNOWN.map(({ name, label, letters }) => ({ name, score: scoreOf(bytes, label, letters) }));
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  if (best.score > 0) return best.name;
  return WESTERN.test(new TextDecoder('windows-1252').decode(bytes)) ? 'Windows-1252' : undefined;
}

function utf16(bytes: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'UTF-16LE';
  if (first === 0xfe && second === 0xff) return 'UTF-16BE';
  const start = bytes.subarray(0, 400);
  if (start.length < 4) return undefined;
  const nulls = [0, 0];
  start.forEach((byte, index) => {
    if (byte === 0) nulls[index % 2] = (nulls[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nulls;
  const many = start.length / 5;
  if (odd > many && even < odd / 8) return 'UTF-16LE';
  return even > many && odd < even / 8 ? 'UTF-16BE' : undefined;
}

/** How many of its readers' letters the bytes hold; 0 where they are not of this encoding. */
function scoreOf(bytes: Uint8Array, label: string, letters: RegExp): number {
  try {
    const text = new TextDecoder(label, { fatal: true }).decode(bytes);
    const count = (sign: RegExp) => text.match(sign)?.length ?? 0;
    return count(letters) - 4 * count(HALF_WIDTH);
  } catch {
    return 0;
  }
}
