import { expect, it } from 'vitest';
import { legible } from './legible.ts';

/** By what Unicode says of a character (UAX 44): controls, halves of characters, noncharacters; and what turns the way of reading. */
const ILLEGIBLE = /^(?:[\p{Cs}\p{Noncharacter_Code_Point}]|(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069])$/u;

it('leaves out of a text, by itself and among others, every character that no page may hold, and no other', () => {
  const wrong: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code);
    const left = ILLEGIBLE.test(character) ? '' : character;
    if (legible(character) !== left || legible(`a·${character}b`) !== `a·${left}b`)
      wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});
