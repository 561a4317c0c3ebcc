import { expect, it } from 'vitest';
import { incidentOf, viewOf } from '../../tests/build-incident.ts';
import { lossOf } from './said.ts';

const OPENED = `
## 2008-09-05 05:10 +09:00 Investigating
| lost: mail
| lost: drafts
## 2008-09-05 06:00 +09:00 Update
| lost: postcards
`;
const losses = (updates: string) => {
  const view = viewOf(incidentOf(updates));
  return view.losses.map(
    (loss) => `${loss.struck === undefined ? '' : 'not '}${lossOf(view, loss, 'en').words}`,
  );
};
const correction = (minute: string, corrects: string, lost: string) =>
  `## 2008-09-06 10:${minute} +09:00 Correction\n| corrects: ${corrects}\n${lost}\n`;

it('losses add up', () => {
  expect(losses(OPENED)).toEqual(['mail', 'drafts', 'postcards']);
});

it('a correction replaces those of the update that it corrects, and no others', () => {
  expect(losses(OPENED + correction('00', '2008-09-05 05:10', '| lost: some mail'))).toEqual([
    'not mail',
    'not drafts',
    'postcards',
    'some mail',
  ]);
});

it('a correction that states no loss strikes none', () => {
  expect(losses(OPENED + correction('00', '2008-09-05 05:10', '| cause: hardware'))).not.toContain(
    'not mail',
  );
});

it('“nothing” withdraws', () => {
  expect(losses(OPENED + correction('00', '2008-09-05 06:00', '| lost: nothing'))).toEqual([
    'mail',
    'drafts',
    'not postcards',
  ]);
});

it('a second correction, of the update or of its correction, leaves one version standing', () => {
  const once = OPENED + correction('00', '2008-09-05 06:00', '| lost: old postcards');
  const expected = ['mail', 'drafts', 'not postcards', 'not old postcards', 'all postcards'];
  expect(losses(once + correction('01', '2008-09-05 06:00', '| lost: all postcards'))).toEqual(expected);
  const chain = once + correction('01', '2008-09-06 10:00', '| lost: most postcards');
  expect(
    losses(chain + correction('02', '2008-09-05 06:00', '| lost: all postcards')).filter(
      (loss) => !loss.startsWith('not '),
    ),
  ).toEqual(['mail', 'drafts', 'all postcards']);
  expect(losses(once + correction('01', '2008-09-06 10:00', '| lost: all postcards'))).toEqual(expected);
});
