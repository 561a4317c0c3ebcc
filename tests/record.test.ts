import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Served, serve } from '../src/edge/serve.ts';
import { headOf, readLog } from '../src/record/log.ts';
import { readPage } from './setup/pages.ts';

describe('the commands that the record’s page shows', () => {
  const page = readPage(inject('site'), 'record/index.html');
  const text = readFileSync(join(inject('site'), 'log.jsonl'), 'utf8');
  const { lines } = readLog(text);
  const dir = mkdtempSync(join(tmpdir(), 'tsuiki-record-'));
  let site: Served;

  beforeAll(async () => {
    site = await serve({ dir: inject('site'), port: 0 });
  });
  afterAll(async () => {
    await site.close();
    rmSync(dir, { recursive: true });
  });

  /** Runs a command as the page shows it, but for the host; curl must be there, or the test fails and says so. */
  const run = (id: string, from = site): Promise<string> => {
    const [, shown = 'false'] = new RegExp(`<pre id="${id}"[^>]*><code>([^]*?)</code>`).exec(page.html) ?? [];
    const command = unescaped(shown).replaceAll('https://status.example.com/', from.url);
    return shell(command);
  };
  const shell = (command: string): Promise<string> =>
    new Promise((resolve, reject) => {
      execFile('sh', ['-c', command], { cwd: dir }, (error, stdout, stderr) =>
        error ? reject(new Error(`${command}\n${stderr}`)) : resolve(stdout.trim()),
      );
    });

  it('bring the log, and recompute its chain to the head that the page shows', async () => {
    await run('check-log');
    expect(readFileSync(join(dir, 'log.jsonl'), 'utf8')).toBe(text);
    expect(await run('check-chain')).toBe(headOf(lines));
    expect(page.html).toContain(headOf(lines));
    expect(readFileSync(join(inject('site'), 'record/head.txt'), 'utf8')).toBe(
      `${lines.length} ${headOf(lines)}\n`,
    );
  });

  it('name the line below one that was changed', async () => {
    writeFileSync(join(dir, 'log.jsonl'), text.replace('"seq":3,', '"seq":8,'));
    const said = await run('check-chain');
    expect(said).toContain('broken: ');
    expect(said).toContain('"seq":4');
    writeFileSync(join(dir, 'log.jsonl'), text);
  });

  it('print the hash that the line of an update holds', async () => {
    const printed = (await run('check-update')).slice(0, 64);
    const { html } = readPage(inject('site'), 'en/record/index.html');
    const number = Number(/in line (\d+):/.exec(html)?.[1]);
    expect(lines[number - 1]?.hash).toBe(printed);
  });

  it('print the head that is served, which is the recomputed one', async () => {
    expect(await run('check-head')).toBe(`${lines.length} ${headOf(lines)}`);
  });

  it.each(['front', 'file'])('print the hash that the line of a %s holds', async (name) => {
    const kind = { front: 'incident', file: 'file' }[name];
    const printed = (await run(`check-${name}`)).slice(0, 64);
    expect(lines.find(({ hash }) => hash === printed)?.kind).toBe(kind);
  });

  it('print another hash for an update or a file that was changed after it was published', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'tsuiki-tampered-'));
    cpSync(join(inject('site'), 'incidents'), join(copy, 'incidents'), { recursive: true });
    for (const file of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
      if (/\.(?:md|svg)$/.test(file)) tamper(join(copy, file));
    }
    const tampered = await serve({ dir: copy, port: 0 });
    for (const id of ['check-update', 'check-front', 'check-file']) {
      const printed = (await run(id, tampered)).slice(0, 64);
      expect(printed).toMatch(/^[0-9a-f]{64}$/);
      expect(lines.map(({ hash }) => hash)).not.toContain(printed);
    }
    await tampered.close();
    rmSync(copy, { recursive: true });
  });

  it('tell an older copy from a forged one', async () => {
    writeFileSync(join(dir, 'old.jsonl'), text.slice(0, text.indexOf('\n', 3000) + 1));
    expect(await run('check-compare')).toBe('same');
    writeFileSync(join(dir, 'old.jsonl'), text.slice(0, 3000).replace('"seq":2', '"seq":7'));
    await expect(run('check-compare')).rejects.toThrow();
  });
});

/** Puts a word into the front matter and into every text. */
function tamper(file: string): void {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('title: ', 'title: Not ').replace(/$/gm, '!'));
}

function unescaped(html: string): string {
  const characters: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    quot: '"',
    '#34': '"',
    '#39': "'",
    amp: '&',
  };
  return html.replace(/&(lt|gt|quot|#34|#39|amp);/g, (_, name: string) => characters[name] ?? '');
}

describe('an incident’s own lines', () => {
  it('bear the numbers and chain values of the record, and not its head', () => {
    const { lines } = readLog(readFileSync(join(inject('site'), 'log.jsonl'), 'utf8'));
    const { html } = readPage(inject('site'), 'en/incidents/2008-09-05-hardware-failure/index.html');
    const own = lines.filter(({ incident }) => incident === '2008-09-05-hardware-failure');
    expect(own.length).toBeGreaterThan(5);
    for (const line of own) {
      expect(html).toContain(`No. ${line.seq}<`);
      expect(html).toContain(lines[line.seq]?.prev);
    }
    expect(html).not.toContain(headOf(lines));
  });
});
