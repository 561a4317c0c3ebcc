import { instantOnClock } from '../src/calendar/zone.ts';
import { deriveSite, presentOf, type Site } from '../src/derive/site.ts';
import { type JudgedFolder, judgeFolder, pastOf } from '../src/format/judge.ts';
import type { ContentFolder } from '../src/format/source.ts';
import type { Instant } from '../src/model/instant.ts';
import { isError } from '../src/model/problem.ts';
import type { PublicRecord } from '../src/model/record.ts';
import { beginRecord, extendRecord } from '../src/record/extend.ts';

/** A content folder as texts, by path. */
export type Texts = Readonly<Record<string, string>>;

export const SITE_FILE = `name: { ja: たよりメール, en: Tayori Mail }
url: https://status.example.com
languages: [ja, en]
timeZone: Asia/Tokyo
components:
  - id: mail
    name: { ja: メール, en: Mail }
    components:
      - { id: pc, name: PC mail }
      - { id: mobile, name: { ja: 携帯, en: Mobile } }
  - { id: web, name: { ja: Webメール, en: Webmail } }
`;

/** The folder as `src/edge/` would read it. */
export function folderOf(texts: Texts): ContentFolder {
  const files = Object.entries({ 'site.yml': SITE_FILE, ...texts }).map(([path, text]) => ({
    path,
    bytes: new TextEncoder().encode(text),
  }));
  const site = files.find(({ path }) => path === 'site.yml');
  const others = files.filter((file) => file !== site);
  const incidents = others.filter(({ path }) => path.endsWith('.md'));
  const assets = others.filter(({ path }) => !path.endsWith('.md'));
  return {
    name: 'incidents',
    ...(site ? { site } : {}),
    incidents,
    assets: new Map(assets.map((file) => [file.path, file])),
  };
}

/** The moment at which Tokyo's clocks show these digits: `2008-09-05 05:10`. */
export function tokyo(digits: string): Instant {
  const at = instantOnClock(digits, 9 * 60);
  if (at === undefined) throw new Error(`No clock shows "${digits}".`);
  return at;
}

/** What a deployment came to. */
export interface Deployment {
  readonly record: PublicRecord;
  readonly site: Site;
  readonly judged: JudgedFolder;
}

/** Deploys the texts on a record, as a release would. Gives the problems instead where there is an error. */
export function deploy(record: PublicRecord, texts: Texts, now: Instant): Deployment | readonly string[] {
  const judged = judgeFolder(folderOf(texts), pastOf(record), now);
  const { config, incidents, problems } = judged;
  const errors = problems.filter(isError);
  if (!config || errors.length > 0)
    return errors.map(({ rule, place }) => `${rule} ${place.file}:${place.line}`);
  const next =
    record.length === 0 ? beginRecord(judged.pieces, now) : extendRecord(record, judged.judgement, now);
  return { record: next, site: deriveSite(incidents, config, next, presentOf(incidents, now)), judged };
}

/** The same, where it must succeed. */
export function deployed(record: PublicRecord, texts: Texts, now: Instant): Deployment {
  const outcome = deploy(record, texts, now);
  if ('record' in outcome) return outcome;
  throw new Error(outcome.join('\n'));
}
