/** What a made-up site is like. */
export interface HistoryShape {
  /** How many components it has; 12 unless told. */
  readonly components?: number;
  /** The languages of the site, the first being its default; English alone unless told. */
  readonly languages?: readonly ('en' | 'ja')[];
  /** No incident has more updates, its postmortem apart; 40 unless told. */
  readonly updates?: number;
  /** No text is longer, in characters; 40,000 unless told. */
  readonly longest?: number;
  /** Another number makes another history; the same one makes the same, letter by letter. */
  readonly seed?: number;
}

interface HistoryFile {
  /** Below the content folder. */
  readonly path: string;
  readonly body: string;
}

/**
 * A made-up history: `count` incidents (1 to 100,000) over fifteen years, with the lengths and numbers of updates of real
 * ones: two updates in the median and six at the 95th percentile; 219 characters and 573, two updates in three without any
 * markup (of 1,342 that we counted, 68 %). One incident in 33 has a postmortem, of up to 40 kB. In a site of two languages
 * every second incident is translated.
 */
export function* history(count: number, shape: HistoryShape = {}): Iterable<HistoryFile> {
  const { components = 12, languages = ['en'], updates = 40, longest = 40_000, seed = 1 } = shape;
  yield { path: 'site.yml', body: siteFile(components, languages) };
  const taken = new Map<string, number>();
  for (let index = 0; index < count; index++) {
    const random = randomness(seed * 1_000_003 + index);
    const began = BEGINNING + Math.floor((SPAN * (index + random() * 0.9)) / count / MINUTE) * MINUTE;
    const day = stamp(began).slice(0, 10);
    const number = (taken.get(day) ?? 0) + 1;
    taken.set(day, number);
    yield* incident(`${day}-${number}`, began, random, { components, languages, updates, longest });
  }
}

const MINUTE = 60_000;
const BEGINNING = Date.UTC(2011, 0, 1);
const SPAN = Date.UTC(2026, 0, 1) - BEGINNING;

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomness(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Normal with median 0, by Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function siteFile(components: number, languages: readonly string[]): string {
  const name = (en: string, ja: string) =>
    languages.length === 1 ? (languages[0] === 'ja' ? ja : en) : `{ ja: ${ja}, en: ${en} }`;
  const rows = Array.from(
    { length: components },
    (_, index) => `  - { id: part-${index + 1}, name: ${name(`Part ${index + 1}`, `部門${index + 1}`)} }\n`,
  );
  return `name: ${name('Tayori Mail', 'たよりメール')}
url: https://status.example.com
languages: [${languages.join(', ')}]
timeZone: Etc/UTC
components:
${rows.join('')}`;
}

/** On the clock of UTC, as a heading has it. */
function stamp(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

const STATES = ['degraded performance', 'partial outage', 'major outage'] as const;
const COURSE = ['Investigating', 'Identified', 'Monitoring'] as const;
const SUBJECTS = { en: 'Delay in part', ja: '遅延のお知らせ' } as const;

function* incident(
  id: string,
  began: number,
  random: () => number,
  { components, languages, updates, longest }: Required<Omit<HistoryShape, 'seed'>>,
): Iterable<HistoryFile> {
  const [base = 'en', other] = languages;
  const count = Math.min(updates, Math.max(1, Math.round(Math.exp(Math.log(2) + 0.67 * normal(random)))));
  const part = 1 + Math.floor(random() * components);
  const state = STATES[Math.floor(random() ** 2 * 3)] ?? STATES[0];
  const isTranslated = other !== undefined && random() < 0.5;
  const heads: string[] = [];
  const blocks: string[] = [];
  let at = began + 5 * MINUTE;
  for (let index = 0; index < count; index++) {
    const isLast = index === count - 1;
    const phase = isLast ? 'Resolved' : (COURSE[Math.floor((index * 3) / count)] ?? 'Update');
    heads.push(`## ${stamp(at)} +00:00 ${phase}`);
    const rows = [
      ...(index === 0 ? [`began: ${stamp(began)}`] : []),
      ...(index === 0 ? [`part-${part}: ${state}`] : []),
      ...(index === 0 && !isLast ? [`next: ${stamp(at + 60 * MINUTE)}`] : []),
      ...(isLast ? [`ended: ${stamp(at - 3 * MINUTE)}`, 'cause: capacity'] : []),
    ];
    blocks.push(rows.length === 0 ? '' : `\`\`\`status\n${rows.join('\n')}\n\`\`\`\n\n`);
    at += (10 + Math.floor(random() * 50)) * MINUTE;
  }
  const lengths = heads.map(() => Math.exp(Math.log(219) + 0.585 * normal(random)));
  if (random() < 0.03) {
    heads.push(`## ${stamp(at + 2 * 24 * 60 * MINUTE)} +00:00 Postmortem`);
    blocks.push('');
    lengths.push(Math.exp(Math.log(6000) + 0.8 * normal(random)));
  }
  const written = (lang: 'en' | 'ja', isBase: boolean): string => {
    const parts = heads.map((head, index) => {
      // In UTF-8 a character of Japanese is three bytes.
      const most = Math.min(longest, lang === 'ja' ? 13_000 : 40_000);
      const text = prose(lang, Math.min(most, lengths[index] ?? 0), random, head.endsWith('Postmortem'));
      return `${head}\n\n${isBase ? blocks[index] : ''}${text}\n`;
    });
    const front = [`title: ${SUBJECTS[lang]} ${part} (${id})`, ...(isBase ? [`lang: ${lang}`] : [])];
    return `---\n${front.join('\n')}\n---\n\n${parts.join('\n')}`;
  };
  const path = `${id.slice(0, 4)}/${id}`;
  yield { path: `${path}.md`, body: written(base, true) };
  if (isTranslated) yield { path: `${path}.${other}.md`, body: written(other, false) };
}

const SENTENCES = {
  en: [
    'Mail has been slow to arrive since this morning.',
    'We are looking into the **queue** of one of the servers.',
    'A disk is full, and the jobs behind it wait.',
    'Space was made; what waited is being delivered.',
    'Messages that you send now are not affected.',
    'Some readers may see `451 Try again later` until then.',
    'Our [help pages](https://help.example.com/) tell how to send anew.',
    'More is not known yet.',
  ],
  ja: [
    '今朝からメールの到着に時間がかかっています。',
    '**待ち行列**を処理するサーバーを調査しています。',
    'ディスクの空きがなくなり、後続の処理が待たされています。',
    '空きを確保し、順に配送しています。',
    'いま送信されるメールには影響ありません。',
    '一部で`451 Try again later`と表示されることがあります。',
    '再送の方法は[ヘルプ](https://help.example.com/)をご覧ください。',
    'ほかのことはまだ分かっていません。',
  ],
} as const;

/** Paragraphs of about `length` characters in all; a long text has sections and lists. */
function prose(lang: 'en' | 'ja', length: number, random: () => number, isLong: boolean): string {
  const blocks: string[] = [];
  const isMarked = isLong || random() < 0.32;
  const choice = SENTENCES[lang].filter((sentence) => isMarked || !/[*`[]/.test(sentence));
  for (let written = 0; written < length; ) {
    const sentences: string[] = [];
    for (let index = 0; index < 4 && written < length; index++) {
      const sentence = choice[Math.floor(random() * choice.length)] ?? '';
      sentences.push(sentence);
      written += sentence.length;
    }
    const paragraph = sentences.join(lang === 'en' ? ' ' : '');
    if (isLong && random() < 0.15) blocks.push(`### ${lang === 'en' ? 'Cause' : '原因'} ${blocks.length}`);
    blocks.push(isLong && random() < 0.2 ? `- ${paragraph}` : paragraph);
  }
  return blocks.join('\n\n');
}
