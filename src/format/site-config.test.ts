import { describe, expect, it } from 'vitest';
import { parseSiteConfig } from './site-config.ts';
import { siteJsonSchema } from './site-schema.ts';

const WHOLE = `name: { en: Tayori Mail, ja: たよりメール }
url: https://status.example.com
languages: [en, ja]
timeZone: Asia/Tokyo
components:
  - { id: sending, name: Sending }
`;

/** Each problem as `line:column rule | what to write`. */
function problemsOf(text: string): readonly string[] {
  return parseSiteConfig('site.yml', text).problems.map(
    ({ rule, place, write }) => `${place.line}:${place.column} ${rule} | ${write}`,
  );
}

describe('site.yml', () => {
  it('is read with what it leaves out filled in', () => {
    const { config, problems } = parseSiteConfig(
      'site.yml',
      WHOLE.replace('example.com', 'example.com/mail/'),
    );
    expect(problems).toEqual([]);
    expect(config).toMatchObject({
      url: 'https://status.example.com/mail',
      feedAuthority: 'status.example.com,2026',
      footer: [],
      components: [{ id: 'sending', name: { en: 'Sending', ja: 'Sending' }, formerly: [], components: [] }],
    });
  });

  it('names the nearest key for one that it does not know, once', () => {
    expect(problemsOf(WHOLE.replace('timeZone', 'timezone'))).toEqual([
      '4:1 site-key | timeZone: Asia/Tokyo',
    ]);
    expect(problemsOf(WHOLE.replace('Sending }', 'Sending, sinse: 2006-04-01 }'))).toEqual([
      '6:35 site-key | since: 2006-04-01 }',
    ]);
    expect(problemsOf(`${WHOLE}colour: red\n`)).toEqual(['7:1 site-key | Delete the line.']);
  });

  it('tells what is missing at the place that should hold it', () => {
    expect(problemsOf(WHOLE.replace('timeZone: Asia/Tokyo\n', ''))).toEqual([
      '1:1 site-value | timeZone: Asia/Tokyo',
    ]);
    expect(problemsOf(WHOLE.replace(', name: Sending', ''))).toEqual([
      '6:5 site-value | name: { ja: たよりメール, en: Tayori Mail }',
    ]);
  });

  it('wants words in every language, and in no other', () => {
    expect(problemsOf(WHOLE.replace(', ja: たよりメール', ''))).toEqual([
      '1:7 site-value | name: { en: Tayori Mail, ja: … }',
    ]);
    expect(problemsOf(WHOLE.replace(' ja: た', ' jp: た'))).toEqual(['1:26 site-key | ja: たよりメール']);
  });

  it('judges one part by another', () => {
    const twice = `${WHOLE}  - { id: sending, name: Again, since: 2020-01-02, until: 2020-01-01 }\n`;
    expect(problemsOf(twice)).toEqual([
      '7:11 component-twice | Give one of the two another id.',
      '7:59 site-value | Correct one of the two days.',
    ]);
    const grouped = WHOLE.replace(
      'name: Sending',
      'name: Sending, formerly: [{ until: 2020-01-01, group: sending }]',
    );
    expect(problemsOf(grouped)).toEqual([
      '6:74 site-group | Keep a group that was given up in the file, with "until".',
    ]);
  });

  it('judges the parts that are well-formed beside those that are not', () => {
    const text = `${WHOLE.replace('Tokyo', 'Tokio').replace(', ja: た', ', de: た')}  - { id: sending, name: 4 }\n`;
    expect(problemsOf(text)).toEqual([
      '1:26 site-key | ja: たよりメール',
      '4:11 site-value | timeZone: Asia/Tokyo',
      '7:11 component-twice | Give one of the two another id.',
      '7:26 site-value | name: { ja: たよりメール, en: Tayori Mail }',
    ]);
  });

  it('knows no logo, and no address that could run a script', () => {
    expect(problemsOf(`${WHOLE}logo: logo.svg\n`)).toEqual(['7:1 site-key | Delete the line.']);
    expect(problemsOf(`${WHOLE}support: { name: Help, url: "javascript:alert(1)" }\n`)).toHaveLength(1);
    expect(problemsOf(`${WHOLE}support: { name: Help, url: "http://example.com" }\n`)).toEqual([]);
  });

  it('refuses addresses, zones and ids that are none', () => {
    for (const [from, to] of [
      ['https://status.example.com', 'ftp://status.example.com'],
      ['https://status.example.com', 'https://user@status.example.com'],
      ['https://status.example.com', 'https://status.example.com/?a'],
      ['Asia/Tokyo', 'Asia/Tokio'],
      ['Asia/Tokyo', '+09:00'],
      ['id: sending', 'id: began'],
      ['id: sending', 'id: -a'],
      ['[en, ja]', '[en, en]'],
      ['[en, ja]', '[]'],
    ] as const) {
      expect(problemsOf(WHOLE.replace(from, to)), to).toHaveLength(1);
    }
  });
});

describe('channels', () => {
  const withChannels = (...rows: readonly string[]) =>
    `${WHOLE}channels:\n${rows.map((row) => `  - ${row}\n`).join('')}`;

  it('are read with what they leave out filled in', () => {
    const text = withChannels(
      '{ id: team, type: slack, urlFrom: SLACK_URL }',
      '{ id: hub, type: websub, hub: "https://hub.example.com/" }',
      '{ id: pager, type: webhook, urlFrom: A, secretFrom: B, lang: ja, kinds: [incident], components: [sending] }',
    );
    expect(parseSiteConfig('site.yml', text)).toMatchObject({
      problems: [],
      config: {
        channels: [
          {
            id: 'team',
            type: 'slack',
            urlFrom: 'SLACK_URL',
            lang: 'en',
            corrections: 'quietly',
            unsure: 'repeat',
          },
          { id: 'hub', type: 'websub', hub: 'https://hub.example.com/' },
          { id: 'pager', lang: 'ja', kinds: ['incident'], components: ['sending'] },
        ],
      },
    });
  });

  it('know the keys and the words of their type', () => {
    expect(problemsOf(withChannels('{ id: team, type: slak, urlFrom: A }'))).toEqual([
      '8:23 site-value | type: slack',
    ]);
    expect(problemsOf(withChannels('{ id: team, type: slack, urlfrom: A }'))).toEqual([
      '8:30 site-key | urlFrom: …',
    ]);
    expect(
      problemsOf(withChannels('{ id: hub, type: websub, hub: "https://h.example/", lang: en }')),
    ).toEqual(['8:57 site-key | Delete the line.']);
    expect(problemsOf(withChannels('{ id: team, type: slack, urlFrom: A, kinds: [outage] }'))).toEqual([
      '8:50 site-value | kinds: [incident]',
    ]);
  });

  it('are held against the site and each other', () => {
    const team = '{ id: team, type: slack, urlFrom: A, lang: ko, components: [sendin] }';
    expect(
      problemsOf(withChannels(team, team.replace('lang: ko, ', '').replace('sendin', 'sending'))),
    ).toEqual([
      '8:48 site-value | en',
      '8:65 site-value | sending',
      '9:11 site-value | Give one of the two another id.',
    ]);
  });

  it('never show what stands in the place of a variable’s name: it may be the secret', () => {
    for (const key of ['urlFrom', 'url']) {
      const text = withChannels(`{ id: team, type: slack, ${key}: "https://hooks.example.com/T0/hunter2" }`);
      const { problems } = parseSiteConfig('site.yml', text);
      expect(problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(problems)).not.toContain('hunter2');
    }
  });
});

describe('the schema for editors', () => {
  it('is the one by which site.yml is read', async () => {
    const schema = `${JSON.stringify(siteJsonSchema(), undefined, 2)}\n`;
    await expect(schema).toMatchFileSnapshot('../../docs/site.schema.json');
  });
});

describe('a site.yml without end', () => {
  const top = 'name: Tayori\nurl: https://status.example.com\nlanguages: [en]\ntimeZone: Asia/Tokyo\n';
  const components = 'components: [{ id: mail, name: Mail }]\n';
  const repeat = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index)).join('');
  const rulesOf = (text: string) =>
    parseSiteConfig('site.yml', text).problems.map(({ rule, place }) => `${rule} ${place.line}`);

  it('is refused before it is read', () => {
    expect(rulesOf(`${top}${components}# ${'x'.repeat(600_000)}\n`)).toEqual(['site-size 1']);
    for (const list of [`  - {}\n`, '  -\n', '  - []\n'])
      expect(rulesOf(`${top}components:\n${list.repeat(60_000)}`)).toEqual(['site-size 1']);
    expect(rulesOf(`${top}components: [${'a,'.repeat(60_000)}a]\n`)).toEqual(['site-size 1']);
  });

  it('is told of its first faults, not of all', () => {
    for (const text of [
      `${top}components:\n${'  - {}\n'.repeat(20_000)}`,
      `${top}${components}footer:\n${'  - {}\n'.repeat(20_000)}`,
      `${top.replace('[en]', `[${repeat(20_000, (index) => `en-x${index}, `)}en]`)}${components}`,
      `${top}${components}${repeat(40_000, (index) => `k${index}: 1\n`)}`,
      `${top}${components}channels:\n${repeat(9000, () => '  - { id: a, type: slack, urlFrom: A, lang: fr, components: [b] }\n')}`,
      `${top}components:\n  - id: mail\n    name: Mail\n    formerly:\n${repeat(9000, () => '      - { until: 2010-01-01, group: x }\n')}`,
      `${top}${components}about: { ${repeat(9000, (index) => `a${index}: b, `)}en: a }\n`,
    ]) {
      const { config, problems } = parseSiteConfig('site.yml', text);
      expect(config).toBeUndefined();
      expect(problems.length, text.slice(80, 200)).toBeLessThan(700);
      expect(problems.length).toBeGreaterThan(0);
    }
  });

  it('has at most so many links, channels and former names', () => {
    const link = (index: number) => `  - { name: L${index}, url: https://example.com/${index} }\n`;
    expect(rulesOf(`${top}${components}footer:\n${repeat(50, link)}`)).toEqual([]);
    expect(rulesOf(`${top}${components}footer:\n${repeat(51, link)}`)).toEqual(['site-value 7']);
    const [found] = parseSiteConfig('site.yml', `${top}${components}footer:\n${repeat(51, link)}`).problems;
    expect(found?.message).toBe('"footer" must be a list of at most 50.');
    const channel = (index: number) => `  - { id: c${index}, type: slack, urlFrom: A }\n`;
    expect(rulesOf(`${top}${components}channels:\n${repeat(100, channel)}`)).toEqual([]);
    expect(rulesOf(`${top}${components}channels:\n${repeat(101, channel)}`)).toEqual(['site-value 7']);
  });
});
