import fc from 'fast-check';
import { parse } from 'parse5';
import { parseFolder } from '../../src/format/folder.ts';
import { renderProblems } from '../../src/format/report.ts';
import { parseSiteConfig } from '../../src/format/site-config.ts';
import { readCstate } from '../../src/importers/cstate.ts';
import type { History } from '../../src/importers/history.ts';
import { planImport } from '../../src/importers/plan.ts';
import { readStatuspage } from '../../src/importers/statuspage.ts';
import { options } from '../../src/markdown/fixtures/options.ts';
import { renderMessage, renderPlain } from '../../src/markdown/message.ts';
import { commentsIn, excessIn, linksIn, plainText, splitSections } from '../../src/markdown/outline.ts';
import { largest, renderInline, renderProse } from '../../src/markdown/prose.ts';
import { isError } from '../../src/model/problem.ts';
import { readLog } from '../../src/record/log.ts';
import { folderOf, tokyo } from '../deployments.ts';
import { elementsOf } from '../setup/pages.ts';
import { hostileJson, hostileText } from './inputs.ts';

/** Something that reads what other people wrote. */
export interface Target {
  readonly input: fc.Arbitrary<string>;
  /** Throws where the input breaks a promise. */
  readonly run: (input: string) => void;
}

const NOW = tokyo('2026-11-22 21:00');
const UPDATE = '---\ntitle: a\n---\n\n## 2026-11-11 13:20 +09:00 Investigating\n\n';
const KIB = 1024;

/** Every problem has a place in its file, and can be printed. */
function judge(texts: Readonly<Record<string, string>>): void {
  const { problems } = parseFolder(folderOf(texts), NOW);
  for (const { place, rule } of problems) {
    const height = (texts[place.file] ?? '').split(/\r\n?|\n/).length;
    if (!(place.line >= 1 && place.line <= Math.max(height, 1) && place.column >= 1))
      throw new Error(`${rule} has no place: ${JSON.stringify(place)}`);
  }
  renderProblems(problems, 'incidents');
}

/** What is planned passes check, or is refused with its problems. */
function bring(history: History): void {
  const plan = planImport(history, { folder: folderOf({}), now: NOW, redirects: '' });
  if ('refused' in plan) return;
  const written = plan.files.filter(({ path }) => !path.startsWith('_'));
  const { problems } = parseFolder(
    folderOf(Object.fromEntries(written.map(({ path, text }) => [path, text]))),
    NOW,
  );
  const [error] = problems.filter(isError);
  if (error) throw new Error(`An import wrote ${error.rule} in ${error.place.file}:${error.place.line}.`);
}

/** Nothing that a browser would run. */
function readHtml(html: string, source: string): void {
  if (html.length > 2 * largest(source)) throw new Error(`The HTML has ${html.length} characters.`);
  for (const { tagName, attrs } of elementsOf(parse(`<!doctype html><body>${html}`))) {
    const isRun = [
      'script',
      'style',
      'iframe',
      'object',
      'embed',
      'svg',
      'form',
      'link',
      'base',
      'meta',
    ].includes(tagName);
    const handler = attrs.find(
      ({ name, value }) =>
        name.startsWith('on') || name === 'style' || /^\s*(?:javascript|data|vbscript):/i.test(value),
    );
    if (isRun || (handler && handler.name !== 'title' && handler.name !== 'alt'))
      throw new Error(`<${tagName}${handler ? ` ${handler.name}` : ''}> got through.`);
  }
}

const ROW =
  '{"hash":"HASH","incident":"a","kind":"update","lang":"en","prev":"PREV","published":"2026-11-11T04:20:00Z","seq":1,"update":"20261111T0420Z"}\n'
    .replace('HASH', 'a'.repeat(64))
    .replace('PREV', '0'.repeat(64));

const KEYS = [
  ...[
    'incidents',
    'id',
    'name',
    'status',
    'impact',
    'body',
    'created_at',
    'updated_at',
    'display_at',
    'started_at',
  ],
  ...[
    'resolved_at',
    'scheduled_for',
    'scheduled_until',
    'postmortem_body',
    'incident_updates',
    'affected_components',
  ],
  ...['components', 'code', 'old_status', 'new_status', 'page', 'group_id', 'scheduled_maintenances'],
];

export const TARGETS: Readonly<Record<string, Target>> = {
  parser: {
    input: fc.oneof(
      hostileText(256 * KIB),
      hostileText(60 * KIB).map((text) => UPDATE + text),
      hostileText(60 * KIB).map((text) => `${UPDATE}\`\`\`status\n${text}`),
      hostileText(16 * KIB).map((text) => `---\n${text}\n${UPDATE.slice(4)}`),
    ),
    run: (text) => judge({ 'a.md': text, 'a.ja.md': text }),
  },
  config: {
    input: fc.oneof(
      hostileText(256 * KIB),
      hostileText(64 * KIB).map(
        (text) => `name: a\nurl: https://a.example\nlanguages: [en]\ntimeZone: UTC\ncomponents:\n${text}`,
      ),
    ),
    run: (text) => void parseSiteConfig('site.yml', text),
  },
  prose: {
    input: hostileText(64 * KIB),
    run(text) {
      readHtml(renderProse(text, options), text);
      readHtml(renderInline(text, options), text);
      readHtml(`<p>${renderMessage(text, () => undefined)}`, text);
      renderPlain(text, () => undefined);
      plainText(text);
      splitSections(text);
      linksIn(text);
      commentsIn(text);
      excessIn(text);
    },
  },
  record: {
    input: fc.oneof(
      hostileText(64 * KIB),
      fc
        .tuple(fc.nat(ROW.length), fc.nat(9), hostileText(256))
        .map(([at, gone, text]) => ROW.slice(0, at) + text + ROW.slice(at + gone)),
    ),
    run: (text) => void readLog(text),
  },
  statuspage: {
    input: fc.oneof(
      hostileJson(KEYS).map((value) => JSON.stringify(value)),
      hostileText(60 * KIB).map((body) =>
        JSON.stringify({
          incidents: [
            {
              id: 'a',
              name: 'Mail',
              incident_updates: [{ status: 'resolved', body, created_at: '2026-11-11T04:20:00Z' }],
            },
          ],
        }),
      ),
      hostileText(16 * KIB),
    ),
    run: (text) => bring(readStatuspage([{ path: 'saved.json', text }])),
  },
  cstate: {
    input: fc.oneof(
      hostileText(60 * KIB),
      hostileText(60 * KIB).map(
        (body) => `---\ntitle: a\ndate: 2026-11-11 13:20:00\nresolved: true\naffected: [Mail]\n---\n${body}`,
      ),
      hostileText(8 * KIB).map((head) => `---\n${head}\n---\na`),
      hostileText(8 * KIB).map((head) => `+++\n${head}\n+++\na`),
    ),
    run: (text) => bring(readCstate([{ path: 'a.md', text }], 'Asia/Tokyo')),
  },
};
