import { mkdtemp, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepTimes } from './keep-times.ts';
import { writeFiles } from './output.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'times-'));
});
afterEach(() => rm(parent, { recursive: true }));

const LONG_AGO = new Date(Date.UTC(2020, 0, 1));

it('a file keeps its time while its bytes stay, also where only its length stays', async () => {
  const [previous, fresh] = [join(parent, 'dist'), join(parent, 'fresh')];
  const before = [
    { path: 'feed.xml', body: '件' },
    { path: 'api/v2/status.json', body: '{"indicator":"minor"}' },
    { path: 'components/mail/feed.xml', body: 'mail' },
  ];
  await writeFiles(previous, before);
  for (const { path } of before) await utimes(join(previous, path), LONG_AGO, LONG_AGO);
  const now = [
    { path: 'feed.xml', body: '件' },
    { path: 'api/v2/status.json', body: '{"indicator":"major"}' },
    { path: 'components/mail/feed.xml', body: 'mail' },
    { path: 'components/web/feed.xml', body: 'web' },
  ];
  await writeFiles(fresh, now);
  keepTimes(previous, fresh);
  const kept = await Promise.all(
    now.map(async ({ path }) => (await stat(join(fresh, path))).mtime.getTime() === LONG_AGO.getTime()),
  );
  expect(kept).toEqual([true, false, true, false]);
});

it('nothing is asked of a site that is built for the first time', async () => {
  const fresh = join(parent, 'fresh');
  await writeFiles(fresh, [{ path: 'a/feed.xml', body: 'x' }]);
  expect(() => keepTimes(join(parent, 'absent'), fresh)).not.toThrow();
});
