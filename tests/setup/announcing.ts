import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Instant } from '../../src/model/instant.ts';
import type { PublicRecord } from '../../src/model/record.ts';
import { writeLog } from '../../src/record/log.ts';
import { type Deployment, deployed, SITE_FILE, type Texts, tokyo } from '../deployments.ts';

/** A storage failure, as its file grew; each part is an update. */
const UPDATES = [
  `---
title: Mail <storage> & *failure*
---

## 2008-09-05 05:10 +09:00 Investigating

\`\`\`status
began: ~02:39
pc: major outage
next: 12:00
\`\`\`

Mail can be neither read nor sent. Ask @everyone, <!channel> or [write to us](https://example.com/help?a=1&b=2).
`,
  `
## 2008-09-05 12:00 +09:00 Identified

We are replacing failed hardware:

- the first shelf
- the *second* shelf, by \`mdadm\`
`,
  `
## 2008-09-05 22:20 +09:00 Resolved

\`\`\`status
ended: 20:10
lost: mail received before 02:39
\`\`\`

About 7 % of mail could not be recovered.
`,
  `
## 2008-09-06 17:45 +09:00 Correction

\`\`\`status
corrects: 2008-09-05 22:20
\`\`\`

- For: About 7 %
- Read: About 17 %
`,
] as const;

const WORK = `---
title: Replacement of a switch
kind: maintenance
---

## 2008-09-05 06:00 +09:00 Scheduled

\`\`\`status
window: 2008-09-10 02:00 / 2008-09-10 04:00
web: under maintenance
\`\`\`

Webmail is away for a quarter of an hour.
`;

const OLD = `---
title: An old failure
---

## 2008-08-01 10:00 +09:00 Resolved

\`\`\`status
began: 09:00
ended: 09:30
web: major outage
\`\`\`

It was before there was a record.
`;

const OLD_ELSEWHERE = `---
title: A failure told elsewhere
imported: Statuspage
---

## 2008-08-02 10:00 +09:00 Resolved

\`\`\`status
began: 09:00
ended: 09:30
web: major outage
\`\`\`

Brought along.
`;

/** When each part of the history is released: a first release, then the updates one by one. */
const MOMENTS = [
  '2008-09-04 09:00',
  '2008-09-05 05:12',
  '2008-09-05 12:03',
  '2008-09-05 22:21',
  '2008-09-06 17:50',
].map(tokyo);

/** The content as it stands at release number `release`; the first has an old incident alone. */
export function textsAt(release: number): Texts {
  if (release === 0) return { 'old.md': OLD };
  return {
    'old.md': OLD,
    'elsewhere.md': OLD_ELSEWHERE,
    'storage.md': UPDATES.slice(0, release).join(''),
    ...(release >= 2 ? { 'switch.md': WORK } : {}),
  };
}

/** The releases up to number `release`, one after the other. */
export function releases(release: number, channels = ''): readonly Deployment[] {
  const all: Deployment[] = [];
  for (let at = 0; at <= release; at++) {
    const texts = { ...textsAt(at), 'site.yml': SITE_FILE + channels };
    all.push(deployed(all.at(-1)?.record ?? [], texts, momentOf(at)));
  }
  return all;
}

export function momentOf(release: number): Instant {
  const at = MOMENTS[release];
  if (at === undefined) throw new Error(`There is no release ${release}.`);
  return at;
}

/** A checkout in a folder of its own: what `npm run announce` finds after a release. */
export class Checkout {
  readonly dir = mkdtempSync(join(tmpdir(), 'tsuiki-announce-'));
  readonly channels: string;

  constructor(channels: string) {
    this.channels = channels;
  }

  write(path: string, text: string): void {
    const file = join(this.dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Puts release number `release` in place; gives the file that holds the record of release number `since`. */
  release(release: number, since = release - 1): string {
    const all = releases(release, this.channels);
    const recordOf = (at: number): PublicRecord => all[at]?.record ?? [];
    for (const [path, text] of Object.entries(textsAt(release))) this.write(`incidents/${path}`, text);
    this.write('incidents/site.yml', SITE_FILE + this.channels);
    this.write('.tsuiki/log.jsonl', writeLog(recordOf(release)));
    this.write('old.jsonl', writeLog(recordOf(since)));
    return 'old.jsonl';
  }

  /** The environment in which it is `minutes` after the release. */
  env(release: number, minutes = 1): Record<string, string> {
    return {
      TSUIKI_CONTENT: 'incidents',
      SOURCE_DATE_EPOCH: String(momentOf(release) / 1000 + minutes * 60),
    };
  }

  remove(): void {
    rmSync(this.dir, { recursive: true });
  }
}
