import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Deployment, deployed, SITE_FILE, type Texts } from '../../tests/deployments.ts';
import { clockDigits } from '../calendar/zone.ts';
import { linkResolver } from '../derive/links.ts';
import { instant, MINUTE } from '../model/instant.ts';
import { sha256 } from '../record/hash.ts';
import { writeTombstone } from '../record/tombstone.ts';
import { announcedOf } from './entry.ts';

/** What staff do between two builds. */
interface Step {
  readonly does:
    | 'open'
    | 'append'
    | 'title'
    | 'correct'
    | 'translate'
    | 'redact'
    | 'late'
    | 'rename'
    | 'reorder'
    | 'import';
  readonly which: number;
  readonly minutes: number;
}

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    does: fc.constantFrom<Step['does']>(
      ...([
        'open',
        'append',
        'append',
        'title',
        'correct',
        'translate',
        'redact',
        'late',
        'rename',
        'reorder',
        'import',
      ] as const),
    ),
    which: fc.nat(7),
    minutes: fc.integer({ min: 20, max: 2000 }),
  }),
  { minLength: 1, maxLength: 14 },
);

/** The component that is renamed, in the site file. */
const PC = '{ id: pc, name: PC mail }';

const BEGIN = Date.UTC(2008, 8, 5, 0, 0);

/** A folder in the course of a history; the clock only goes forward. */
class Desk {
  texts: Record<string, string> = {};
  now = instant(BEGIN);
  #name = 'PC mail';
  readonly #formerly: { readonly until: string; readonly name: string }[] = [];
  #redacted = new Set<string>();

  get ids(): readonly string[] {
    return Object.keys(this.texts).filter((path) => /^[a-z0-9-]+\.md$/.test(path));
  }

  /** Does the step; gives the incidents whose published words it takes away. */
  take({ does, which, minutes }: Step, last: Deployment | undefined): ReadonlySet<string> {
    this.now = instant(this.now + minutes * MINUTE);
    const path = this.ids[which % Math.max(1, this.ids.length)];
    if (does === 'open' || does === 'import' || path === undefined) this.#open(which, does === 'import');
    else if (does === 'append')
      this.#append(path, 'Update', `mobile: degraded performance`, `Words of ${this.now}.`);
    else if (does === 'title') this.#append(path, 'Update', `title: Renamed at ${this.now}`, 'A new name.');
    else if (does === 'late')
      this.#append(path, 'Update', 'late: The line was cut.', 'What was said by phone.', -19);
    else if (does === 'correct') this.#correct(path);
    else if (does === 'translate') this.#translate(path, which);
    else if (does === 'rename') this.#rename();
    else if (does === 'reorder') this.#reorder(path);
    else if (last) return this.#redact(path, which, last);
    return new Set();
  }

  #stamp(shift = 0): string {
    return `${clockDigits(instant(this.now + shift * MINUTE), 540)} +09:00`;
  }

  #open(which: number, isImported: boolean): void {
    const digits = clockDigits(this.now, 540).replace(/[^0-9]/g, '');
    const front = `title: Failure ${which}${isImported ? '\nimported: Statuspage' : ''}`;
    this.texts[`f${digits}.md`] = `---\n${front}\n---\n`;
    this.#append(
      `f${digits}.md`,
      'Investigating',
      'began: ~00:01\npc: major outage\nnext: 23:59',
      `First words of ${this.now}.`,
    );
  }

  #append(path: string, phase: string, status: string, text: string, shift = 0): void {
    const heading = this.#stamp(shift);
    if (this.texts[path]?.includes(heading)) return;
    this.texts[path] += `\n## ${heading} ${phase}\n\n\`\`\`status\n${status}\n\`\`\`\n\n${text}\n`;
  }

  #blocks(path: string): readonly string[] {
    return (this.texts[path] ?? '').split(/\n(?=## )/);
  }

  /** The newest update first, as some like it, and in the line ends of another system. */
  #reorder(path: string): void {
    const [head = '', ...updates] = this.#blocks(path).map((block) => block.trimEnd());
    this.texts[path] = `${[head, ...updates.toReversed()].join('\n\n')}\n`;
  }

  #correct(path: string): void {
    const first = this.#blocks(path)[1] ?? '';
    const words = /^First words of \d+/m.exec(first)?.[0];
    const digits = first.slice(3, 19);
    const isCorrected = this.texts[path]?.includes('- For: First');
    if (!words || isCorrected) return;
    this.#append(path, 'Correction', `corrects: ${digits}`, `- For: ${words}\n- Read: Other words`);
  }

  #translate(path: string, which: number): void {
    const file = path.replace('.md', '.en.md');
    const blocks = this.#blocks(path)
      .slice(1)
      .filter((block) => !block.includes('redacted ') && !block.includes('Correction'));
    const block = blocks[which % Math.max(1, blocks.length)];
    const heading = block?.split('\n')[0];
    if (!heading || this.texts[file]?.includes(heading)) return;
    this.texts[file] =
      `${this.texts[file] ?? '---\ntitle: In English\n---\n'}\n${heading}\n\nIn English at ${this.now}.\n`;
  }

  #rename(): void {
    const until = clockDigits(this.now, 540).slice(0, 10);
    if (this.#formerly.at(-1)?.until === until) return;
    this.#formerly.push({ until, name: this.#name });
    this.#name = `Name ${this.#formerly.length}`;
    const formerly = this.#formerly.map((one) => `{ until: ${one.until}, name: ${one.name} }`).join(', ');
    this.texts['site.yml'] = SITE_FILE.replace(
      PC,
      () => `{ id: pc, name: ${this.#name}, formerly: [${formerly}] }`,
    );
  }

  #redact(path: string, which: number, last: Deployment): ReadonlySet<string> {
    const incident = last.site.viewById.get(path.replace('.md', ''))?.incident;
    const update = incident?.updates[which % Math.max(1, incident.updates.length)];
    const name = `${path} ${update?.stamp.at}`;
    if (!incident || !update || update.text === '' || this.#redacted.has(name)) return new Set();
    if (!this.texts[path]?.includes(update.canonical)) return new Set();
    this.#redacted.add(name);
    const tombstone = writeTombstone({
      date: '2008-09-09',
      sha256: sha256(update.canonical),
      reason: 'personal data',
    });
    this.texts[path] = this.texts[path].replace(update.canonical, () =>
      update.canonical.replace(update.text, () => tombstone),
    );
    return new Set([incident.id]);
  }
}

/** Every item of every incident in every language, laid out, by id and language. */
function itemsOf({ site }: Deployment): ReadonlyMap<string, object> {
  const resolve = linkResolver(site, new Map());
  return new Map(
    site.config.languages.flatMap((lang) =>
      site.views.flatMap((view) =>
        announcedOf(view, lang, site, { resolve }).map(({ id, make }) => {
          const entry = make();
          return [`${lang} ${id}`, { ...entry, html: entry.html() }] as const;
        }),
      ),
    ),
  );
}

describe('two builds, one after the other', () => {
  it('deliver an item of the same id byte for byte the same, but for what was redacted', () => {
    let compared = 0;
    fc.assert(
      fc.property(steps, (history) => {
        const desk = new Desk();
        let last: Deployment | undefined;
        let before: ReadonlyMap<string, object> = new Map();
        for (const step of history) {
          const redacted = desk.take(step, last);
          last = deployed(last?.record ?? [], desk.texts as Texts, desk.now);
          const items = itemsOf(last);
          for (const [name, item] of before) {
            const isRedacted = [...redacted].some((id) => name.includes(`:${id}/`));
            if (isRedacted) continue;
            expect(items.get(name), `${step.does}: ${name}`).toEqual(item);
            compared += 1;
          }
          before = items;
        }
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(500);
  }, 60_000);
});
