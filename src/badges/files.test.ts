import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deployed, tokyo } from '../../tests/deployments.ts';
import { children, readXml, textOfChild } from '../../tests/setup/strict-xml.ts';
import type { State } from '../model/state.ts';
import { STATES } from '../model/state.ts';
import { DARK, LIGHT } from './colours.ts';
import { badgeFiles } from './files.ts';
import { renderBadge } from './svg.ts';

const NOW = tokyo('2026-11-10 02:30');
const failure = (state: State) =>
  `---\ntitle: Webmail fails\nlang: en\n---\n\n## 2026-11-09 20:00 +09:00 Investigating\n\n\`\`\`status\nweb: ${state}\n\`\`\`\n`;

function filesWith(state?: State): ReadonlyMap<string, string> {
  const texts = state ? { 'fails.md': failure(state) } : {};
  return new Map([...badgeFiles(deployed([], texts, NOW).site, '')].map(({ path, body }) => [path, body]));
}

describe('a badge', () => {
  it('says of whom, and how it stands, in its title and in its words', () => {
    const badge = readXml(filesWith('partial outage').get('en/components/web/badge.svg') ?? '');
    expect(textOfChild(badge, 'title')).toBe('Webmail: Partial outage');
    expect(badge.attributes.get('role')).toBe('img');
    expect(children(badge, 'text').map(({ text }) => text)).toEqual(['Webmail', 'Partial outage']);
  });

  it('is there for the site, and each component and group, in each language', () => {
    const paths = ['badge', 'components/mail/badge', 'components/pc/badge', 'components/web/badge'];
    const files = filesWith();
    for (const path of paths)
      for (const end of ['svg', 'json'])
        for (const lang of ['', 'en/']) expect(files.has(`${lang}${path}.${end}`), path).toBe(true);
  });

  it('never hides an open incident behind good news', () => {
    const badge = readXml(filesWith('operational').get('en/badge.svg') ?? '');
    expect(textOfChild(badge, 'title')).toBe('Tayori Mail: All systems operational, 1 matter still open');
  });

  it('has the colours of the pages, in light and dark', () => {
    const css = readFileSync(new URL('../styles/site.css', import.meta.url), 'utf8');
    const [light = '', dark = ''] = [...css.matchAll(/:root \{([^}]*--paper[^}]*)\}/g)].map(([, own]) => own);
    for (const [token, colour] of Object.entries(LIGHT)) expect(light).toContain(`--${token}: ${colour};`);
    for (const [token, colour] of Object.entries(DARK)) expect(dark).toContain(`--${token}: ${colour};`);
  });

  it.each(STATES)('has %s in dark as in light, and fetches nothing', (state) => {
    const badge = renderBadge({ subject: 'Mail', words: state, state, lang: 'en' });
    expect(badge).toContain('@media (prefers-color-scheme:dark)');
    expect(badge.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import|<script|href/);
  });

  it('is what shields.io asks for', () => {
    expect(JSON.parse(filesWith('major outage').get('en/components/web/badge.json') ?? '')).toEqual({
      schemaVersion: 1,
      label: 'Webmail',
      message: 'Major outage',
      color: '1c1a16',
    });
  });
});

describe('the embed', () => {
  const said = (state?: State) => JSON.parse(filesWith(state).get('en/embed.json') ?? '');

  it('says nothing is wrong while nothing is', () => {
    expect([said().wrong, said().tone]).toEqual([false, 'quiet']);
  });

  it('says what is wrong, and the worst that is open', () => {
    expect(said('major outage')).toEqual({
      wrong: true,
      tone: 'major',
      lang: 'en',
      headline: 'Tayori Mail: Partial system outage',
      incident: 'Webmail fails',
      link: 'Tayori Mail service status',
    });
    expect([said('operational').wrong, said('operational').tone]).toEqual([true, 'open']);
  });
});
