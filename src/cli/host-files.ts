import { join } from 'node:path';
import { basePath } from '../derive/addresses.ts';
import { readIfThere } from '../edge/import-source.ts';
import { replaceFile } from '../edge/replace-file.ts';
import { hostFiles } from '../hosts/files.ts';
import { isPlain, readRedirects } from '../hosts/redirects.ts';
import { type Command, textOf } from './command.ts';
import { plural, readFolder } from './read.ts';
import { readConfig } from './record-pull.ts';

const FOLDER = 'host-files';

/** Where Astro takes files from that are published as they are. */
const REDIRECTS = 'public/_redirects';

/** Writes the settings of servers, from the table that also makes `dist/_headers`. */
export const writeHostFiles: Command = {
  name: 'host-files',
  summary: 'Writes the settings with which nginx, Caddy, or S3 with CloudFront serve the site.',
  help: `  --to DIR   where they are put (${FOLDER}/)

They hold the content types, how long an answer may be kept, the security headers, who may read feeds and the API from
another site, the page for what is not there, and the old addresses of ${REDIRECTS}, where there is one.
Netlify and Cloudflare Pages need none of them: a build writes dist/_headers.
Make them anew after an upgrade, and when the site's address changes. docs/deploy/ says what to do with each.`,
  options: { to: { type: 'string' } },
  async run(values, world) {
    const config = readConfig(await readFolder(world), world);
    if (!config) return 1;
    const to = textOf(values.to) ?? FOLDER;
    const bytes = await readIfThere(REDIRECTS);
    const redirects = bytes ? readRedirects(new TextDecoder().decode(bytes)) : new Map<string, string>();
    const all = [...redirects].map(([from, target]) => ({ from, to: target }));
    const old = all.filter(isPlain);
    for (const { path, body, use } of hostFiles(basePath(config), old)) {
      await replaceFile(join(to, path), body);
      world.print(`${join(to, path)}: ${use}\n`);
    }
    if (old.length > 0) world.tell(`${plural(old.length, 'line')} of ${REDIRECTS} lead on there too.\n`);
    for (const { from } of all.filter((one) => !old.includes(one)))
      world.tell(`${REDIRECTS}: "${from}" was left out: only Netlify and Cloudflare know what it means.\n`);
    return 0;
  },
};
