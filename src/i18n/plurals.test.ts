import { describe, expect, it } from 'vitest';
import { counting } from './plurals.ts';

describe('counting', () => {
  it('asks the language which form a number takes', () => {
    const english = counting('en');
    const days = [0, 1, 2, 21].map((count) => english(count, { one: '# day', other: '# days' }));
    expect(days).toEqual(['0 days', '1 day', '2 days', '21 days']);
    const polish = counting('pl');
    const files = { one: '# plik', few: '# pliki', many: '# plików', other: '# pliku' };
    expect([1, 3, 5, 22].map((count) => polish(count, files))).toEqual([
      '1 plik',
      '3 pliki',
      '5 plików',
      '22 pliki',
    ]);
  });

  it('takes the form for all others where a language has but one', () => {
    expect([1, 2].map((count) => counting('ko')(count, { other: '#건' }))).toEqual(['1건', '2건']);
  });
});
