/** The keys of a status block that are no component; no component may bear them. */
export const RESERVED_KEYS = [
  'began',
  'ended',
  'detected',
  'next',
  'lost',
  'cause',
  'impact',
  'title',
  'window',
  'corrects',
  'late',
  'by',
  'at',
] as const;

export type ReservedKey = (typeof RESERVED_KEYS)[number];

export function isReserved(key: string): key is ReservedKey {
  return (RESERVED_KEYS as readonly string[]).includes(key);
}
