import { describe, expect, it } from 'vitest';
import { incidentOf } from '../../tests/build-incident.ts';
import { redactableParts } from './redactable.ts';
import { repeatsIn } from './repeats.ts';

const incident = incidentOf(
  `
## 2008-09-05 05:10 +09:00 Investigating
| pc: major outage
| lost: the letters of A. Person of Nagasaki

Mail of A. Person of Nagasaki cannot be read. His account is aperson77.

## 2008-09-05 22:20 +09:00 Resolved

Service is back. About 7 % of mail is lost.

## 2008-09-06 11:10 +09:00 Update

The account aperson77 works again.

## 2008-09-06 12:10 +09:00 Correction
| corrects: 2008-09-05 22:20

- For: 7 %
- Read: 17 %
`,
  {
    translations: {
      ja: `
## 2008-09-05 05:10 +09:00 調査中
| lost: 手紙

長崎市にお住まいの方のメールが読めません。

## 2008-09-06 11:10 +09:00 続報

長崎市にお住まいの方のメールが読めるようになりました。`,
    },
  },
);
const parts = redactableParts(incident);

/** Where else the words stand, when all wordings of a part are taken away. */
function repeats(field: string, digits: string): readonly string[] {
  const part = parts.find((one) => one.field === field && one.update?.stamp.digits === digits);
  if (!part) throw new Error(`There is no ${field} in ${digits}.`);
  return repeatsIn(incident, part.wordings)
    .filter((one) => one.part.field !== field || one.part.stamp !== part.stamp)
    .map(({ part: found, wording }) => `${found.update?.stamp.digits} ${found.field} ${wording.lang}`);
}

describe('what a redacted text said', () => {
  it('is found again by a long run of words, by a telling word, and in another language', () => {
    expect(repeats('text', '2008-09-05 05:10')).toEqual([
      '2008-09-05 05:10 lost en',
      '2008-09-06 11:10 text en',
      '2008-09-06 11:10 text ja',
    ]);
  });

  it('is found in the corrections that quote it', () => {
    expect(repeats('text', '2008-09-05 22:20')).toEqual(['2008-09-06 12:10 text en']);
  });

  it('is not found in words that come up by chance', () => {
    expect(repeats('text', '2008-09-06 12:10')).toEqual([]);
  });
});

it('is quick with long texts that repeat themselves', () => {
  const [part] = parts;
  const words = 'mail '.repeat(12_000);
  const wordings = [{ lang: 'en', path: '', words: `${words}x` }];
  const long = { ...incident, title: { words: 'a'.repeat(60_000) } };
  expect(repeatsIn(long, wordings)).toEqual([]);
  expect(part?.field).toBe('title');
});
