import { dayOf } from '../calendar/day.ts';
import { publishedFiles } from '../derive/links.ts';
import { deriveSite, LOCAL_COPY, presentOf } from '../derive/site.ts';
import { CallError } from '../edge/call-error.ts';
import { servePreview } from '../edge/preview.ts';
import { openReadings } from '../edge/readings.ts';
import { localCopies } from '../edge/record-copies.ts';
import { baseIdOf, parseFolder } from '../format/folder.ts';
import { renderProblems } from '../format/report.ts';
import type { ContentFolder } from '../format/source.ts';
import type { Incident } from '../model/incident.ts';
import { compactInstant } from '../model/instant.ts';
import { isError, type Problem } from '../model/problem.ts';
import { chooseLog } from '../record/choose.ts';
import { beginRecord, extendRecord } from '../record/extend.ts';
import { judgePieces } from '../record/law.ts';
import { type Piece, piecesOf, sitePieces } from '../record/pieces.ts';
import { publishedIn } from '../record/published.ts';
import { type Command, textOf, type World } from './command.ts';
import { discordWords } from './copies.ts';
import { plural, readFolder } from './read.ts';

const PORT = 4322;

/** Shows the site while it is written: what is saved is in the browser at once. */
export const dev: Command = {
  name: 'dev',
  summary:
    'Shows the site while you write: a saved file is in the browser at once, with its problems on its page.',
  help: `  --port N    the port to listen on (${PORT})
  --host H    the address to listen on (127.0.0.1: this machine alone)

Example: npm run dev, then open the address that it prints and edit any file of the content folder.
Updates that are not in the record yet are marked. A file that has an error is shown as it was probably meant, with each
problem and the line to write instead. Ctrl-C stops it. Feeds and sources are made by "npm run build" alone.`,
  options: { port: { type: 'string' }, host: { type: 'string' } },
  async run(values, world) {
    const port = values.port === undefined ? PORT : Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw new CallError(`--port takes a number from 0 to 65535, not "${values.port}".`);
    const shelf = new Shelf(world);
    const host = textOf(values.host) ?? '127.0.0.1';
    const preview = await servePreview(
      world.content,
      (changed) => shelf.look(changed),
      { port, host },
      (time) => world.tell(`${shelf.said} (${Math.round(time)} ms)\n`),
    );
    world.print(`The preview is at ${preview.url}  (Ctrl-C stops it)\n`);
    await world.stopped;
    await preview.close();
    return 0;
  },
};

/** What was read so far, so that a saved file alone is read anew. */
class Shelf {
  readonly #world: World;
  #incidents = new Map<string, Incident>();
  #problems: readonly Problem[] = [];
  #site = '';

  constructor(world: World) {
    this.#world = world;
  }

  /** How many problems there are, in words. */
  get said(): string {
    const errors = this.#problems.filter(isError).length;
    return errors === 0 ? 'Shown anew, no error' : `Shown anew, ${plural(errors, 'error')}`;
  }

  async look(changed: ReadonlySet<string>) {
    const { state, content, now } = this.#world;
    const folder = await readFolder(this.#world);
    const config = await this.#read(folder, changed);
    if (!config)
      throw new CallError(
        `${renderProblems(this.#problems, folder.name)}\nsite.yml has an error; mend it, and call this again.`,
      );
    const chosen = chooseLog(await localCopies(state, content));
    if (chosen.discord) throw new CallError(discordWords(chosen.discord, chosen));
    const { record } = chosen;
    const incidents = [...this.#incidents.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const texts = incidents.flatMap((incident) => piecesOf(incident, folder.assets));
    const pieces = [...texts, ...sitePieces(config, dayOf(now, config.timeZone))];
    const judgement = judgePieces(publishedIn(record), texts);
    const whole = record.length === 0 ? beginRecord(pieces, now) : extendRecord(record, judgement, now);
    const site = deriveSite(incidents, config, whole, presentOf(incidents, now), LOCAL_COPY);
    const drafts = record.length === 0 ? new Set<string>() : new Set(judgement.fresh.map(draftName));
    const preview = { folder: folder.name, problems: this.#problems, drafts, idOf: baseIdOf };
    return { site, files: publishedFiles(folder.assets), preview };
  }

  /** Reads what changed; all, where that is more than files of incidents. */
  async #read(folder: ContentFolder, changed: ReadonlySet<string>) {
    const { now, state } = this.#world;
    const site = Buffer.from(folder.site?.bytes ?? []).toString('utf8');
    const isAll =
      site !== this.#site || changed.size === 0 || [...changed].some((path) => !path.endsWith('.md'));
    const ids = isAll ? undefined : new Set([...changed].map(baseIdOf));
    this.#site = site;
    const readings = isAll ? await openReadings(state, folder, now) : undefined;
    const { config, incidents, problems } = parseFolder(folder, now, ids, readings);
    await readings?.save();
    if (!ids) {
      this.#incidents = new Map(incidents.map((incident) => [incident.id, incident]));
      this.#problems = problems;
      return config;
    }
    for (const id of ids) this.#incidents.delete(id);
    for (const incident of incidents) this.#incidents.set(incident.id, incident);
    const others = this.#problems.filter(({ place }) => !ids.has(baseIdOf(place.file)));
    this.#problems = [...others, ...problems.filter(({ place }) => ids.has(baseIdOf(place.file)))];
    return config;
  }
}

function draftName({ incident, stamp }: Piece): string {
  return `${incident} ${stamp === undefined ? '' : compactInstant(stamp)}`;
}
