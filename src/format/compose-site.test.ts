import { describe, expect, it } from 'vitest';
import { instant } from '../model/instant.ts';
import { composeSite } from './compose-site.ts';
import { parseFolder } from './folder.ts';

function problemsOf(url: string) {
  const text = composeSite({
    names: [['en', 'Acme']],
    url,
    languages: ['en'],
    zone: 'Europe/Berlin',
    components: ['Website', 'api=API'],
    year: '2026',
  });
  const site = { path: 'site.yml', bytes: new TextEncoder().encode(text) };
  return parseFolder({ name: 'incidents', site, incidents: [], assets: new Map() }, instant(0)).problems;
}

describe('a new site.yml', () => {
  it.each([
    'https://status.acme.example',
    'https://acme.example/status',
    'http://127.0.0.1:8080',
    'https://status.acme.example:8443/',
  ])('has no problem at %s', (url) => {
    expect(problemsOf(url)).toEqual([]);
  });
});
