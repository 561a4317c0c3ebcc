import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLog } from '../src/record/log.ts';
import { SITE_FILE } from './deployments.ts';
import { filesOf } from './setup/pages.ts';
import { NOON, tsuiki } from './setup/run.ts';
import { OPENED } from './setup/slow-mail.ts';
import { runScript } from './setup/workflow.ts';
import { ROOT } from './source.ts';

const root = mkdtempSync(join(tmpdir(), 'tsuiki-package-'));
const checkout = join(root, 'checkout');

/** This checkout as a clone has it. */
beforeAll(() => {
  const isOurs = (path: string) =>
    !/^(?:node_modules|\.git|dist|dist\..*|\.tsuiki|\.astro)(?:\/|$)/.test(relative(ROOT, path));
  cpSync(ROOT, checkout, { recursive: true, filter: isOurs });
});

afterAll(() => rmSync(root, { recursive: true }));

/** The lines of docs/UPGRADING.md, block by block. */
const [once = '', fetchAndMerge = '', commit = '', , whole = '', fromPackage = ''] = [
  ...readFileSync(join(ROOT, 'docs/UPGRADING.md'), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm),
].map(([, lines]) => lines ?? '');

const env = {
  GIT_AUTHOR_NAME: 'Staff',
  GIT_AUTHOR_EMAIL: 'staff@example.com',
  GIT_COMMITTER_NAME: 'Staff',
  GIT_COMMITTER_EMAIL: 'staff@example.com',
  GIT_CONFIG_GLOBAL: '/dev/null',
};
const sh = async (lines: string, cwd: string) => {
  const { code, words } = await runScript(lines, cwd, env);
  expect(code, words).toBe(0);
  return words.trim();
};

describe('the package', () => {
  const unpacked = join(root, 'package');

  beforeAll(async () => {
    const { code, words } = await runScript('npm run --silent package', checkout, {});
    expect(code, words).toBe(0);
    execFileSync('tar', ['-xzf', join(checkout, 'tsuiki-0.1.0.tgz'), '-C', root]);
  });

  it('holds what an operator needs, and no more', async () => {
    const files = await filesOf(unpacked);
    for (const file of [
      '.github/ISSUE_TEMPLATE/incident.yml',
      '.github/workflows/release.yml',
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'docs/UPGRADING.md',
      'incidents/_templates/service-down.en.md',
      'incidents/site.yml',
      'npm-shrinkwrap.json',
      'package.json',
      'src/cli/main.ts',
    ])
      expect(files).toContain(file);
    expect(
      files.filter((file) => /\.test\.|fixtures|^(?:tests|bench|\.ci)\/|\.log$|^\.env/.test(file)),
    ).toEqual([]);
    expect(new Set(files.map((file) => file.split('/')[0]))).toEqual(
      new Set([
        ...[
          '.gitattributes',
          '.github',
          '.gitignore',
          '.vscode',
          'CHANGELOG.md',
          'LICENSE',
          'README.md',
          'astro.config.mjs',
          'docs',
          'incidents',
        ],
        ...['npm-shrinkwrap.json', 'package.json', 'public', 'SECURITY.md', 'src'],
        ...['THIRD-PARTY.md', 'tsconfig.json'],
      ]),
    );
    expect(readFileSync(join(unpacked, 'npm-shrinkwrap.json'), 'utf8')).toBe(
      readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
    );
    expect(existsSync(join(checkout, 'npm-shrinkwrap.json'))).toBe(false);
  });

  it('has every file that its pages link', async () => {
    const files = await filesOf(unpacked);
    const lost = files
      .filter((file) => file.endsWith('.md') && !file.startsWith('incidents/'))
      .flatMap((file) =>
        [...readFileSync(join(unpacked, file), 'utf8').matchAll(/\]\(([^\s)#:]+)(?:#[^)]*)?\)/g)].map(
          ([, link = '']) => ({ file, link }),
        ),
      )
      .filter(({ file, link }) => !existsSync(join(unpacked, dirname(file), link)));
    expect(lost).toEqual([]);
  });

  it('becomes a repository by the lines of docs/UPGRADING.md, with the settings and the lock file of ours', async () => {
    const home = join(root, 'begun');
    mkdirSync(home);
    cpSync(join(checkout, 'tsuiki-0.1.0.tgz'), join(home, 'tsuiki-0.1.0.tgz'));
    await sh(fromPackage, home);
    const kept = (await sh('git ls-files', join(home, 'status'))).split('\n');
    const settings = ['.gitattributes', '.gitignore', '.npmrc', 'package-lock.json'];
    expect(kept).toEqual(expect.arrayContaining(settings));
    expect(kept).not.toContain('npm-shrinkwrap.json');
    const said = (path: string) => readFileSync(path, 'utf8').replace(/^#.*\n/gm, '');
    for (const file of settings) expect(said(join(home, 'status', file)), file).toBe(said(join(ROOT, file)));
  });

  it('fails as npm pack does, and leaves nothing behind', async () => {
    const env = { npm_config_pack_destination: join(root, 'nowhere/at/all') };
    const { code, words } = await runScript('npm run --silent package', checkout, env);
    expect(code, words).not.toBe(0);
    expect(existsSync(join(checkout, 'npm-shrinkwrap.json'))).toBe(false);
  });

  it('builds a site where it was unpacked', async () => {
    symlinkSync(join(ROOT, 'node_modules'), join(unpacked, 'node_modules'), 'dir');
    const content = join(root, 'content');
    mkdirSync(content);
    writeFileSync(join(content, 'site.yml'), SITE_FILE);
    writeFileSync(join(content, 'slow.md'), OPENED);
    const env = { TSUIKI_CONTENT: content, NODE_ENV: 'production' };
    const { code, words } = await runScript('npm run --silent build -- --no-search', unpacked, env);
    expect(code, words).toBe(0);
    expect(readFileSync(join(unpacked, 'dist/feed.xml'), 'utf8')).toContain('Mail is slow');
  });

  it('says of which version it is, and what that brings', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8')).toContain(`\n## ${version}\n`);
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
  });
});

describe('an upgrade', () => {
  const upstream = join(root, 'upstream');
  const demonstration = 'incidents/2008/2008-09-05-hardware-failure.md';

  beforeAll(async () => {
    cpSync(checkout, upstream, { recursive: true });
    await sh('git init -q -b main && git add -A && git commit -q -m 0.1.0 && git tag v0.1.0', upstream);
    await sh(`git clone -q ${upstream} clone && git clone -q ${upstream} template`, root);
    const changes =
      `sed -i s/0.1.0/0.2.0/ package.json && echo >> ${demonstration} && cp ${demonstration} incidents/new.md && ` +
      'git rm -q bench/usage.mjs && echo "// new" > src/new.ts && git add -A && git commit -q -m 0.2.0 && git tag v0.2.0';
    await sh(changes, upstream);
  });

  /** A site of one's own, with a line of its own in a workflow. */
  const beginSite = async (clone: string) => {
    rmSync(join(clone, 'incidents'), { recursive: true });
    mkdirSync(join(clone, 'incidents'));
    writeFileSync(join(clone, 'incidents/site.yml'), SITE_FILE);
    writeFileSync(join(clone, 'incidents/slow.md'), OPENED);
    await sh(
      `sed -i 's/2 \\* \\* \\* \\*/2 15 * * */' .github/workflows/clock.yml && git add -A && git commit -q -m Ours`,
      clone,
    );
  };

  const expectUpgraded = async (clone: string) => {
    expect(await sh('git diff HEAD~ --stat -- incidents', clone)).toBe('');
    expect(await sh('git status --short', clone)).toBe('');
    expect(await sh('git diff v0.2.0 --name-only', clone)).not.toMatch(/^(?!incidents|\.github)/m);
    expect(await filesOf(join(clone, 'incidents'))).toEqual(['site.yml', 'slow.md']);
    expect(JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8')).version).toBe('0.2.0');
    expect(existsSync(join(clone, 'bench/usage.mjs'))).toBe(false);
  };

  it('by the lines of docs/UPGRADING.md takes all that is new into a clone, and nothing of incidents/', async () => {
    const clone = join(root, 'clone');
    await beginSite(clone);
    await sh(once.replace('ADDRESS-YOU-CLONED-FROM', upstream), clone);
    await sh(fetchAndMerge, clone);
    await sh(commit, clone);
    await expectUpgraded(clone);
    expect(readFileSync(join(clone, '.github/workflows/clock.yml'), 'utf8')).toContain('"2 15 * * *" }]');
  });

  it('does so too without a common history', async () => {
    const clone = join(root, 'template');
    await sh('rm -rf .git && git init -q -b main', clone);
    await beginSite(clone);
    await sh(once.replace('ADDRESS-YOU-CLONED-FROM', upstream), clone);
    await sh(whole, clone);
    await expectUpgraded(clone);
  });
});

describe('what was released by 0.1.0', () => {
  it('is released on by this version: every text has the hash that it had', async () => {
    const cwd = join(root, 'released');
    cpSync(join(ROOT, 'tests/fixtures/released-0.1.0'), join(cwd, 'incidents'), { recursive: true });
    const env = { TSUIKI_CONTENT: join(cwd, 'incidents'), SOURCE_DATE_EPOCH: NOON };
    const { code, stderr } = await tsuiki(['release', '--no-search'], cwd, env);
    expect(code, stderr).toBe(0);
    const log = readFileSync(join(cwd, 'incidents/_record/log.jsonl'), 'utf8');
    expect(readLog(log).lines.length).toBeGreaterThan(50);
    expect(readFileSync(join(cwd, 'dist/log.jsonl'), 'utf8')).toBe(log);
  });
});
