import { describe, expect, it } from 'vitest';
import { deployed, SITE_FILE, tokyo } from '../../tests/deployments.ts';
import { renderAtom } from './atom.ts';
import { renderJson } from './json.ts';
import { publicationsIn } from './publications.ts';
import { FeedWriter } from './render.ts';
import { renderRss } from './rss.ts';

const DIRECTLY = { rss: renderRss, atom: renderAtom, json: renderJson };

/** Components of which some are called what stands around items. */
const NAMES = ['Mail', '<item>', '</item><item>', '"items": [', ']]><entry></entry>', 'Web\\n  "items": ['];
const SITE = `${SITE_FILE.split('components:')[0]}components:\n${NAMES.map((name, index) => `  - { id: c${index}, name: ${JSON.stringify(name).replaceAll('\\\\n', '\\n')} }\n`).join('')}`;
const all = NAMES.map((_, index) => `c${index}`).join(', ');
const INCIDENT = `---
title: Everything is <item> slow
---

## 2008-09-05 05:10 +09:00 Investigating

\`\`\`status
${all}: major outage
\`\`\`

Slow. \`<item>\` </item>

## 2008-09-05 06:00 +09:00 Update

Still slow.

## 2008-09-05 07:00 +09:00 Resolved

Fast.
`;

describe('feeds of the same items', () => {
  it('read, to the byte, as if each were written by itself', () => {
    const { site } = deployed([], { 'site.yml': SITE, 'slow.md': INCIDENT }, tokyo('2008-09-05 08:00'));
    let [written, spliced] = [0, 0];
    for (const lang of site.config.languages) {
      const writer = new FeedWriter();
      for (const { channel, formats } of publicationsIn(site, lang, { resolve: () => undefined })) {
        for (const { format, at } of formats) {
          const self = `https://status.example.com${at[0]}`;
          expect(writer.write(format, channel, self), `${channel.title} ${format}`).toBe(
            DIRECTLY[format](channel, self),
          );
          written += 1;
          if (channel.entries.length > 1) spliced += 1;
        }
      }
    }
    expect(written).toBeGreaterThan(40);
    expect(spliced).toBeGreaterThan(30);
  });
});
