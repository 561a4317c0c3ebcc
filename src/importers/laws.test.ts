import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployed } from '../../tests/deployments.ts';
import { parseFolder } from '../format/folder.ts';
import type { ContentFolder } from '../format/source.ts';
import { plainText } from '../markdown/plain.ts';
import { instant } from '../model/instant.ts';
import { isError } from '../model/problem.ts';
import { readCstate } from './cstate.ts';
import type { History } from './history.ts';
import { bodyToMarkdown } from './html.ts';
import { type Plan, planImport } from './plan.ts';
import { readStatuspage } from './statuspage.ts';
import { literal, tame } from './text.ts';

const NOW = instant(Date.parse('2026-11-22T12:00:00Z'));
const SITE =
  'name: Tayori Mail\nurl: https://status.example.com\nlanguages: [en]\ntimeZone: Asia/Tokyo\ncomponents: [{ id: mail, name: Mail }]\n';
const bytes = (text: string) => new TextEncoder().encode(text);
const FOLDER: ContentFolder = {
  name: 'incidents',
  site: { path: 'site.yml', bytes: bytes(SITE) },
  incidents: [],
  assets: new Map(),
};

function plan(history: History, folder = FOLDER): Plan {
  const made = planImport(history, { folder, now: NOW, redirects: '' });
  if ('refused' in made) throw new Error(made.refused);
  return made;
}

/** The folder as it is once the plan was carried out. */
function written({ files }: Plan): ContentFolder {
  const own = files
    .filter(({ path }) => !path.startsWith('_'))
    .map(({ path, text }) => ({ path, bytes: bytes(text) }));
  const [site, ...incidents] = own;
  return { ...FOLDER, ...(site ? { site } : {}), incidents };
}

function holds(history: History): void {
  const first = plan(history);
  const folder = written(first);
  expect(parseFolder(folder, NOW).problems.filter(isError)).toEqual([]);
  const again = plan(history, folder);
  expect(again.report.incidents.filter(({ outcome }) => outcome === 'new' || outcome === 'kept')).toEqual([]);
  const refused = first.report.incidents.filter(({ outcome }) => outcome === 'refused');
  expect(refused.filter(({ problems }) => problems.length === 0)).toEqual([]);
  // A state is never the reason: it gives way, and is told of.
  expect(refused.flatMap(({ problems }) => problems.filter(({ rule }) => rule.startsWith('state-')))).toEqual(
    [],
  );
  expect(first.report.incidents.length).toBe(history.incidents.length);
}

/** What our format reads as its own, what Markdown and HTML do, and what no file may hold. */
const FRAGMENTS = [
  '## 2026-11-11 13:20 +09:00 Resolved\n',
  '2026-11-11 13:34 +09:00 Identified\n-----\n',
  'text ## 2026-11-11 13:20 more',
  '# 2026/1/1 1:00\n',
  '## ２０２６年１１月１１日 13:20\n',
  '```status\nbegan: 1\n```\n',
  '~~~~\n```status\n',
  '<h2>2026-11-11 13:20 +09:00 Resolved</h2>',
  '<pre><code class="language-status">\n## 2026-11-11 13:20 +09:00 x\n</code></pre>',
  '<<<<<<< ours\n',
  '>>>>>>> theirs\n',
  '||||||| base\n',
  '[fill in: x]',
  'redacted 2026-11-12 sha256:abc x',
  'redacted ',
  '- [ ] P1: a by 2026-11-31\n',
  '- [x] P1: ',
  '<!-- note -->',
  '<!-- ',
  '[a](b.png)',
  '![a](/img.png)',
  '<img src="a.png" alt="*">',
  '<a href="../x">x</a>',
  '<br>',
  '<p>',
  '<ul><li>',
  '</li></ul>',
  '<script>alert(1)</script>',
  '<table><tr><td>1</td></tr></table>',
  '&lt;b&gt; &amp;amp; &#0; &#x202e;',
  'https://example.com/a_b_c?x=1&y=2.',
  '\u202e\u0000\ud800',
  '\r\n',
  '\n\n',
  '\\',
  '   ',
  '    ',
  '*Resolved* - ',
  '*Investigating* - ',
  '**Update 12:30 UTC** ',
  '**Update 25:30** ',
  '{{< track "2026-11-11 13:20:00" >}}',
  '{{< track "nonsense" >}}',
  '{{< youtube x >}}',
  '\n\n---\n\n',
  'Updates:\n\n',
  '- Tue Oct 11 12:24:02 UTC: ',
  '### Update - 4th July\n',
  'edit: ',
  'words of a person',
];
const prose = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...FRAGMENTS) },
      fc.string(),
      fc.string({ unit: 'binary' }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const time = fc.oneof(
  fc.constantFrom(
    '2026-11-11T04:20:00.000Z',
    '2026-11-11T04:20:59.000Z',
    '2026-11-11T13:21:00+09:00',
    '2018-01-01T00:00:00Z',
    '2030-01-01T00:00:00Z',
    'never',
    null,
  ),
  fc
    .date({ min: new Date('2010-01-01'), max: new Date('2026-11-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
);
const status = fc.constantFrom(
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'postmortem',
  'scheduled',
  'in_progress',
  'verifying',
  'completed',
  'odd',
  7,
);
const componentStatus = fc.constantFrom(
  'operational',
  'partial_outage',
  'major_outage',
  'under_maintenance',
  'gone',
);
const affected = fc.array(
  fc.record(
    {
      code: fc.constantFrom('abc', 'def', ''),
      name: fc.oneof(fc.constantFrom('Mail', 'Mail - Sending', 'next', 'index', '7'), fc.string()),
      old_status: componentStatus,
      new_status: componentStatus,
    },
    { requiredKeys: [] },
  ),
  { maxLength: 3 },
);
const update = fc.record(
  {
    id: fc.string(),
    status,
    body: prose,
    created_at: time,
    updated_at: time,
    display_at: time,
    affected_components: fc.oneof(affected, fc.constant(null)),
  },
  { requiredKeys: ['status'] },
);
const incident = fc.record(
  {
    id: fc.oneof(fc.string(), fc.constantFrom('abc', 'def')),
    name: fc.oneof(prose, fc.constantFrom('Mail is slow', 'redacted 2026 x')),
    status,
    impact: fc.constantFrom('none', 'minor', 'maintenance', 'critical', 'odd'),
    created_at: time,
    started_at: time,
    resolved_at: time,
    scheduled_for: time,
    scheduled_until: time,
    postmortem_body: prose,
    postmortem_published_at: time,
    incident_updates: fc.array(update, { maxLength: 5 }),
  },
  { requiredKeys: ['incident_updates'] },
);
const body = fc.oneof(
  fc.record({ incidents: fc.array(incident, { maxLength: 4 }) }),
  fc.array(incident, { maxLength: 2 }),
  fc.json().map((text): unknown => JSON.parse(text)),
);

describe('whatever another system holds', () => {
  it('becomes files that pass check, or is told of (Statuspage)', () => {
    fc.assert(
      fc.property(body, (value) =>
        holds(readStatuspage([{ path: 'saved.json', text: JSON.stringify(value) }])),
      ),
      { numRuns: 200 },
    );
  });

  it('becomes files that pass check, or is told of (text that may be no JSON)', () => {
    fc.assert(fc.property(prose, (text) => holds(readStatuspage([{ path: 'saved.json', text }]))));
  });

  it('becomes files that pass check, or is told of (cState)', () => {
    const value = fc.oneof(
      time.map(String),
      fc.constantFrom('2026-11-11 13:20:00', '2026-11-11 9:20', 'true', '', '"', '[a, b'),
      prose,
    );
    const key = fc.constantFrom(
      'title',
      'date',
      'resolved',
      'resolvedWhen',
      'severity',
      'affected',
      'Title',
      'draft',
      'x',
    );
    const heads = fc
      .array(fc.tuple(key, value))
      .map((rows) => rows.map(([name, words]) => `${name}: ${words.replace(/\n/g, ' ')}\n`).join(''));
    const sound = fc
      .record({ severity: fc.constantFrom('down', 'notice', 'odd'), resolved: fc.boolean(), date: time })
      .map(
        (head) =>
          `title: Mail is slow\ndate: ${head.date}\nseverity: ${head.severity}\nresolved: ${head.resolved}\naffected: [Mail, Web]\n`,
      );
    const fences = fc.constantFrom(
      ['---\n', '---\n'],
      ['+++\n', '+++\n'],
      ['', '---\n'],
      ['', '\n'],
      ['---\n', ''],
    );
    const file = fc
      .tuple(fences, fc.oneof(heads, sound), prose)
      .map(([[open, close], head, text]) => `${open}${head}${close}${text}`);
    const names = fc.constantFrom('2026-11-11-mail.md', 'Mail outage.md', 'index.md', '_index.md', '７.md');
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(names, file), { selector: ([name]) => name, maxLength: 3 }),
        (files) =>
          holds(
            readCstate(
              files.map(([path, text]) => ({ path, text })),
              'Asia/Tokyo',
            ),
          ),
      ),
      { numRuns: 200 },
    );
  });
});

describe('an incident of Statuspage', () => {
  const OVER = ['resolved', 'postmortem', 'completed'];
  const OPEN = ['investigating', 'identified', 'monitoring', 'scheduled', 'in_progress', 'verifying'];
  const minutes = (from: string, to: string) =>
    Math.floor(Date.parse(to) / 6e4) - Math.floor(Date.parse(from) / 6e4);
  const isTime = (value: unknown): value is string => !Number.isNaN(Date.parse(String(value)));

  it('is open here exactly if it is open there, and lasts as long, or the report says so', () => {
    fc.assert(
      fc.property(incident, (saved) => {
        const { report, files } = plan(readStatuspage([{ path: 'a.json', text: JSON.stringify([saved]) }]));
        const [one] = report.incidents;
        if (one?.outcome !== 'new') return;
        const texts = Object.fromEntries(
          files.filter(({ path }) => !path.startsWith('_')).map(({ path, text }) => [path, text]),
        );
        const view = deployed([], texts, NOW).site.views[0];
        const { status, resolved_at: resolved, started_at: started } = saved;
        const isOver = isTime(resolved) || OVER.includes(String(status));
        if (isOver || OPEN.includes(String(status))) expect(view?.isOpen).toBe(!isOver);
        if (view?.kind !== 'incident' || view.isOpen || !isTime(resolved) || !isTime(started)) return;
        if (one.notes.some(({ code }) => code === 'length')) return;
        expect(view.duration / 6e4).toBe(minutes(started, resolved));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a body of plain text', () => {
  it('is shown letter for letter', () => {
    const words = fc
      .array(
        fc.oneof(fc.constantFrom(...FRAGMENTS.filter((one) => !/[\u0000\ud800]/.test(one))), fc.string()),
        { maxLength: 6 },
      )
      .map((parts) => parts.join(' '))
      .filter((text) => text.isWellFormed());
    const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();
    fc.assert(
      fc.property(words, (text) => {
        expect(squeezed(plainText(tame(literal(text), 'Asia/Tokyo')))).toBe(squeezed(text));
      }),
    );
  });

  it('is shown letter for letter where a reference lacks its end', () => {
    expect(plainText(literal('&#0 &#x41 &#65; &amp; &copy'))).toBe('&#0 &#x41 &#65; &amp; &copy');
  });

  it('is converted without a throw, nested however deeply', () => {
    const deep = `${'<div><blockquote>'.repeat(5000)}x`;
    expect(bodyToMarkdown(deep, undefined).text).toContain('x');
  });
});
