import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { publishScript } from '../src/hosts/server.ts';
import { HOSTS, lackOf, runProgram, startHost } from './setup/hosts.ts';
import { ASKED, judge, swap, twoVersions, type Versions, wrk } from './setup/load.ts';

let versions: Versions;
beforeAll(async () => {
  versions = await twoVersions(inject('site'));
});
afterAll(() => rmSync(versions.home, { recursive: true }));

const SECONDS = 2;
const SWAPS = 10;

describe.each(HOSTS)('a site that is replaced ten times while %s serves it under load', (name) => {
  const lack = lackOf(name) ?? lackOf('wrk');
  const title = 'answers every request, with one version or the other';
  it.skipIf(lack !== undefined)(lack === undefined ? title : `${title} (not tried: ${lack})`, async () => {
    const host = await startHost(name, { dir: versions.dist });
    try {
      let isOver = false;
      const judging = judge(host.origin, versions, () => isOver);
      const [followers] = await Promise.all([
        wrk(host.origin + ASKED.feed, 'again', SECONDS),
        wrk(host.origin + ASKED.page, 'plain', SECONDS),
        swap(versions, SWAPS, SECONDS),
      ]);
      isOver = true;
      const judgement = await judging;
      console.log(
        `${name}, ${SWAPS} swaps in ${SECONDS} s: ${followers.requests} polls (${followers.unchanged} not modified, ${followers.errors} errors), ` +
          `${judgement.judged} answers judged: ${judgement.failed} failed, ${judgement.mixed} mixed`,
      );
      expect(followers.errors).toBe(0);
      expect(judgement).toMatchObject({ failed: 0, mixed: 0 });
      // It looked while there was something to see, and each version's feed was sent whole.
      expect(judgement.versions).toBe(2 * Object.keys(ASKED).length);
      expect(followers.whole).toBeGreaterThanOrEqual(2);
      expect(followers.unchanged).toBeGreaterThan(followers.whole);
    } finally {
      await host.close();
    }
  });
});

describe('publish.sh', () => {
  const lack = lackOf('nginx') ?? lackOf('rsync');
  const title =
    'puts a site in place in one step, sends what did not change to nobody again, and keeps three';
  it.skipIf(lack !== undefined)(lack === undefined ? title : `${title} (not tried: ${lack})`, async () => {
    const home = mkdtempSync(join(tmpdir(), 'tsuiki-publish-'));
    const [place, script, folder] = [join(home, 'srv/status'), join(home, 'publish.sh'), join(home, 'dist')];
    writeFileSync(script, publishScript());
    const publish = (version: string) => {
      rmSync(folder, { recursive: true, force: true });
      // A fresh checkout on another machine: every file has a new time.
      cpSync(version, folder, { recursive: true, filter: (path) => !path.endsWith('.gz') });
      return runProgram('sh', [script, place, folder]);
    };
    const [first = '', second = ''] = versions.folders;
    mkdirSync(home, { recursive: true });
    expect(publish(first)).toContain(`${place}/current is `);
    const host = await startHost('nginx', { dir: join(place, 'current') });
    try {
      const tagOf = async (path: string) => {
        const answer = await fetch(host.origin + path, { headers: { 'Accept-Encoding': 'gzip' } });
        const body = Buffer.from(await answer.arrayBuffer());
        return {
          tag: answer.headers.get('etag'),
          body,
          length: Number(answer.headers.get('content-length')),
        };
      };
      let isOver = false;
      const judging = judge(host.origin, versions, () => isOver);
      const [feed, log] = [await tagOf(ASKED.feed), await tagOf('/log.jsonl')];
      // It was compressed beforehand: its length is known.
      expect(feed.length).toBe(statSync(join(place, `current${ASKED.feed}.gz`)).size);
      expect(feed.body.equals(readFileSync(join(first, ASKED.feed)))).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      publish(second);
      expect((await tagOf(ASKED.feed)).tag).not.toBe(feed.tag);
      expect((await tagOf('/log.jsonl')).tag).toBe(log.tag);
      publish(first);
      publish(second);
      isOver = true;
      const { failed, mixed, judged } = await judging;
      expect({ failed, mixed }).toEqual({ failed: 0, mixed: 0 });
      expect(judged).toBeGreaterThan(10);
      expect(readdirSync(join(place, 'releases')).length).toBe(3);
      expect(readdirSync(place).sort()).toEqual(['current', 'releases']);
    } finally {
      await host.close();
      rmSync(home, { recursive: true });
    }
  });
});
