import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../src/calendar/day.ts';
import { parseFolder } from '../src/format/folder.ts';
import { parseSiteConfig } from '../src/format/site-config.ts';
import { instant, MINUTE } from '../src/model/instant.ts';
import { ROOT } from './source.ts';

const site = { path: 'site.yml', bytes: readFileSync(join(ROOT, 'incidents/site.yml')) };
const now = instant(Date.UTC(2026, 10, 22));

/** The incident files that a page of the docs shows, in order. */
function samplesOf(page: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^````markdown\n([\s\S]*?)^````$/gm)].map(([, sample = '']) => sample);
}

function problemsOf(text: string): readonly string[] {
  const incident = { path: '2026-11-11-sample.md', bytes: new TextEncoder().encode(text) };
  const folder = { name: 'incidents', site, incidents: [incident], assets: new Map() };
  return parseFolder(folder, now).problems.map(({ rule, read }) => `${rule}: ${read}`);
}

describe('what the docs tell operators to write', () => {
  const blocks = (page: string) =>
    [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(
      ([, sample = '']) => sample,
    );

  it('docs/ANNOUNCE.md shows channels without a problem', () => {
    const [sample = ''] = blocks('docs/ANNOUNCE.md');
    const { problems, config } = parseSiteConfig(
      'site.yml',
      `${new TextDecoder().decode(site.bytes)}\n${sample}`,
    );
    expect(problems).toEqual([]);
    expect(config?.channels.map(({ type }) => type)).toEqual([
      'slack',
      'discord',
      'teams',
      'webhook',
      'websub',
      'mail',
    ]);
  });

  it('docs/FORMAT.md shows a whole site.yml without a problem', () => {
    const [sample = ''] = blocks('docs/FORMAT.md').filter((block) => block.startsWith('name:'));
    expect(parseSiteConfig('site.yml', sample).problems).toEqual([]);
  });
});

describe('the clock once a day, by docs/AUTOMATION.md', () => {
  const text = readFileSync(join(ROOT, 'docs/AUTOMATION.md'), 'utf8');
  const within = Number(/--within (\d+)/.exec(text)?.[1]) * MINUTE;

  it.each([
    ['Europe/Berlin', /cron: "([^"]+)" \}\]\s*# Berlin/],
    ['Asia/Tokyo', /\(Tokyo[^`]*`([^`]+)`/],
  ])(
    'comes soon after midnight in %s, in summer and winter, and misses no day however late',
    (zone, cron) => {
      const [, minute, hour] = /^(\d+) (\d+) \* \* \*$/.exec(cron.exec(text)?.[1] ?? '') ?? [];
      const calls = Array.from({ length: 366 }, (_, day) =>
        Date.UTC(2026, 0, day, Number(hour), Number(minute)),
      );
      const turned = (from: number, to: number) => dayOf(instant(from), zone) !== dayOf(instant(to), zone);
      expect(calls.filter((at) => !turned(at - 75 * MINUTE, at))).toEqual([]);
      const late = calls.flatMap((at) => Array.from({ length: 48 }, (_, half) => at + half * 30 * MINUTE));
      expect(late.filter((at) => !turned(at - within, at))).toEqual([]);
    },
  );
});

describe('what the docs tell staff to write', () => {
  it.each(['README.md', 'docs/FORMAT.md', 'docs/MOVING.md'])(
    '%s shows an incident without a problem',
    (page) => {
      const [sample = ''] = samplesOf(page);
      expect(sample).toContain('## 20');
      expect(problemsOf(sample)).toEqual([]);
    },
  );

  it('docs/WRITING.md leads through an incident, each step below the last, without a problem', () => {
    const steps = samplesOf('docs/WRITING.md');
    expect(steps.length).toBe(3);
    steps.forEach((_, index) => {
      expect(problemsOf(steps.slice(0, index + 1).join('\n'))).toEqual([]);
    });
  });
});
