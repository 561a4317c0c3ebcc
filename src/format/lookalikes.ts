import type { Problem } from '../model/problem.ts';
import { leavesWithGroups, type SiteConfig } from '../model/site-config.ts';
import { problem } from './problems.ts';

/** Letters of other alphabets that look like Latin ones (Unicode Technical Standard 39, confusables). */
const ALIKE: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
  і: 'i',
  ј: 'j',
  ѕ: 's',
  α: 'a',
  β: 'b',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
};

/** Warns of components whose names a reader cannot tell apart, in each language of the site. */
export function lookalikeProblems(config: SiteConfig, text: string): readonly Problem[] {
  const lines = text.split('\n');
  return config.languages.flatMap((lang) => {
    const known = new Map<string, string>();
    return leavesWithGroups(config).flatMap(({ component, group }) => {
      const name = component.name[lang] ?? '';
      const key = `${group} ${shapeOf(name)}`;
      const twin = known.get(key);
      known.set(key, component.id);
      if (twin === undefined) return [];
      const line = lines.findIndex((row) => new RegExp(`\\bid: *["']?${component.id}\\b`).test(row)) + 1;
      return [problem('site-homograph', { file: 'site.yml', line: line || 1, column: 1 }, name, twin)];
    });
  });
}

/** Names of one shape look alike: width, case, blanks and letters of like alphabets make no difference. */
function shapeOf(name: string): string {
  const folded = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b-\u200d\u2060\ufeff-]+/g, '');
  return [...folded]
    .map((character) => ALIKE[character] ?? character)
    .join('')
    .replaceAll('l', '1')
    .replaceAll('i', '1')
    .replaceAll('0', 'o');
}
