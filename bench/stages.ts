import '../src/cli/require-node.mjs';
import { linkResolver, publishedFiles } from '../src/derive/links.ts';
import { pagesOf } from '../src/derive/pages.ts';
import { deriveSite } from '../src/derive/site.ts';
import { bundleAssets } from '../src/edge/assets.ts';
import { openPages } from '../src/edge/astro.ts';
import { readContent } from '../src/edge/content.ts';
import { feedTexts } from '../src/feeds/files.ts';
import { judgeFolder, pastOf } from '../src/format/judge.ts';
import { instant } from '../src/model/instant.ts';
import { beginRecord } from '../src/record/extend.ts';
import { everyText } from '../tests/setup/texts.ts';

/**
 * Tells what the stages of a build take, in seconds of CPU, as one line of JSON: read, parse, derive, all feeds, and the pages
 * of incidents.
 */
const [dir = '', now = '0'] = process.argv.slice(2);
const taken: Record<string, number> = {};
let before = process.cpuUsage();
function lap(stage: string): void {
  const { user, system } = process.cpuUsage(before);
  taken[stage] = (user + system) / 1e6;
  before = process.cpuUsage();
}

const folder = await readContent(dir);
lap('read');
if (!folder) throw new Error(`There is no folder ${dir}.`);
const asOf = instant(Number(now) * 1000);
const judged = judgeFolder(folder, pastOf([]), asOf);
lap('parse');
if (!judged.config) throw new Error('site.yml cannot be read.');
const site = deriveSite(judged.incidents, judged.config, beginRecord(judged.pieces, asOf), asOf);
lap('derive');
const files = publishedFiles(folder.assets);
const resolve = linkResolver(site, files);
for (const { body } of everyText(feedTexts(site, { resolve }), site))
  if (body === '') throw new Error('A feed is empty.');
lap('feeds');
const render = await openPages({ site, files, assets: await bundleAssets() }, false);
before = process.cpuUsage();
for (const path of site.views.flatMap(pagesOf))
  if ((await render(path)) === '') throw new Error('A page is empty.');
lap('render');
console.log(JSON.stringify(taken));
// The queue of pages would be waited for.
process.exit();
