import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { LIST, licenceList, lockedPackages } from './setup/licences.ts';
import { ROOT } from './source.ts';

const run = promisify(execFile);
const packages = lockedPackages();
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Licences under which a site may be built with a package: none of them reaches what it builds. */
const MAY_BE_USED = new Set([
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 AND LGPL-3.0-or-later',
  'Apache-2.0 AND LGPL-3.0-or-later AND MIT',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'LGPL-3.0-or-later',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
]);

describe('what others wrote', () => {
  it('is locked to the byte, and comes from the registry alone', () => {
    const loose = packages.filter(({ integrity }) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));
    expect(loose.map(({ name }) => name)).toEqual([]);
    expect(packages.length).toBeGreaterThan(300);
    expect(read('package-lock.json')).not.toMatch(/"resolved": "(?!https:\/\/registry\.npmjs\.org\/)/);
  });

  it('runs nothing while it is installed', async () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    const { stdout } = await run('npm', ['config', 'get', 'ignore-scripts'], { cwd: ROOT });
    expect(stdout.trim()).toBe('true');
    // Of those that would, we know that they work without.
    expect(packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)).toEqual([
      'esbuild',
    ]);
  });

  it('has a licence that leaves a site to its operator', () => {
    const strange = packages.filter(({ isDev, licence }) => !isDev && !MAY_BE_USED.has(licence));
    expect(strange.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
  });

  it(`is listed in ${LIST}; "npm run licences" writes it anew`, () => {
    expect(read(LIST)).toBe(licenceList());
  });

  it('is in the bill of materials that npm prints, each with its hash and its licence', async () => {
    const { stdout } = await run('npm', ['run', '--silent', 'sbom'], { cwd: ROOT, maxBuffer: 1 << 26 });
    const bill = JSON.parse(stdout);
    expect(bill.bomFormat).toBe('CycloneDX');
    const names = new Set(
      packages.filter(({ isDev }) => !isDev).map(({ name, version }) => `${name}@${version}`),
    );
    const bare = bill.components.filter(
      (one: { hashes?: unknown[]; licenses?: unknown[] }) => !one.hashes?.length || !one.licenses?.length,
    );
    expect(bare.map(({ purl }: { purl: string }) => purl)).toEqual([]);
    expect(bill.components.length).toBeGreaterThan(100);
    for (const { group, name, version } of bill.components) {
      expect(names).toContain(`${group ? `${group}/` : ''}${name}@${version}`);
    }
  });
});

describe('SECURITY.md', () => {
  it('says how to report a hole, and only what the project has', () => {
    const text = read('SECURITY.md');
    expect(text).toMatch(/report/i);
    for (const [, path = ''] of text.matchAll(/\]\(([^)#]+)\)/g))
      expect(read(path).length).toBeGreaterThan(0);
    const scripts = JSON.parse(read('package.json')).scripts;
    for (const [, name = ''] of text.matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toHaveProperty(name);
  });
});
