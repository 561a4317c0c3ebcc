import { Marked, type MarkedExtension, Tokenizer } from 'marked';

/** Why a text is not read as Markdown. */
export interface Excess {
  /**
   * `work`: reading would take too long. `depth`: quotes and lists stand too deep in each other. `size`: what is read would
   * be far larger than the text.
   */
  readonly kind: 'work' | 'depth' | 'size';
  /** The first line of the run of text that is at fault, as far as that is known. */
  readonly near: string;
}

/** Ends the reading of a text; thrown by a `MeteredParser` and caught in this room. */
export class TooMuch extends Error {
  readonly excess: Excess;

  constructor(excess: Excess) {
    super(`Too much ${excess.kind} near "${excess.near}".`);
    this.excess = excess;
  }
}

/**
 * What a text may cost, in steps of about 5 ns: so much, and so much more for each of its characters. A page of prose costs
 * about 30 a character; a page of Japanese questions in one paragraph, whose bold type no blank sets off, 2000.
 */
const WORK_FREE = 10_000_000;
const WORK_EACH = 2000;
/** No text has more, not even a whole file that is looked through for its code. */
const WORK_MOST = 200_000_000;
/**
 * What it takes to lay out a block, or a run of words between signs, and make it safe: for page, feeds and API about six
 * times. It counts for a file's texts together; by itself none has enough of them.
 */
const ELEMENT = 3000;
/** Each sign of a text is looked at by a dozen rules. */
const STEP = 32;
/** A run of text is gone through so often before its first sign is read. */
const RUN = 16;
/** What it takes to look for the end of emphasis, for each character on the way. */
const PARTNER = 16;
/** A footnote, and each reference to one, is looked for among all others, and laid out by itself. */
const NOTE = 30_000;
/** What cells and addresses that a text does not spell out may add to it, for each of its characters. */
const SIZE_EACH = 12;
const SIZE_FREE = 4096;
/** About what the tags of a cell take. */
const CELL = 12;
/** Deeper quotes and lists are no prose, and marked would end its stack in them. */
const DEEPEST = 40;
/** No address in running text is longer; marked takes the square of its length to find its end. */
const LONGEST_ADDRESS = 2048;

/**
 * marked, with a count of what reading a text costs and what it grows to, which throws `TooMuch` where that is out of
 * proportion to the text's length. The count does not depend on the machine: a text that passes check is shown everywhere.
 */
export class MeteredParser {
  readonly #marked: Marked;
  #work = 0;
  #most = 0;
  #size = 0;
  #elements = 0;
  #depth = 0;
  #run = '';
  #runs = new WeakMap<readonly unknown[], Run>();

  constructor(...extensions: readonly MarkedExtension[]) {
    this.#marked = new Marked(...extensions, this.#counting());
  }

  /** What `parse` makes of the text; `isNoted` where the extensions read footnotes. */
  read<Result>(text: string, parse: (marked: Marked) => Result, isNoted = false): Result {
    this.#most = Math.min(WORK_FREE + WORK_EACH * text.length, WORK_MOST);
    this.#work = this.#most;
    this.#size = SIZE_FREE + SIZE_EACH * text.length;
    this.#depth = 0;
    this.#elements = 0;
    this.#runs = new WeakMap();
    this.#run = text;
    if (isNoted) this.#spend(NOTE * (text.split('[^').length - 1));
    return parse(this.#marked);
  }

  /** What the last text cost, with all that is made of it, in steps of about 5 ns. */
  get spent(): number {
    return this.#most - this.#work + ELEMENT * this.#elements;
  }

  #counting(): MarkedExtension {
    const meter = this;
    return {
      // Extensions are asked first at every step, and these take nothing.
      extensions: [
        {
          name: 'meterBlocks',
          level: 'block',
          tokenizer(source) {
            const end = source.indexOf('\n\n');
            meter.#run = source;
            meter.#elements += 1;
            meter.#spend(end < 0 ? source.length : end);
            return undefined;
          },
        },
        {
          name: 'meterInlines',
          level: 'inline',
          tokenizer(source, tokens) {
            meter.#step(source, tokens);
            return undefined;
          },
        },
      ],
      tokenizer: {
        blockquote(source) {
          return meter.#within(source, () => Tokenizer.prototype.blockquote.call(this, source));
        },
        list(source) {
          return meter.#within(source, () => Tokenizer.prototype.list.call(this, source));
        },
        table(source) {
          meter.#grow(CELL * cellsIn(source), source);
          return false;
        },
        link(source) {
          const token = Tokenizer.prototype.link.call(this, source);
          if (token) meter.#elements += 2;
          return token;
        },
        reflink(source, links) {
          const token = Tokenizer.prototype.reflink.call(this, source, links);
          if (token && 'href' in token) meter.#grow(token.href.length + (token.title?.length ?? 0), source);
          return token;
        },
        url(source) {
          return source.slice(0, LONGEST_ADDRESS + 1).search(/[\s<]/) < 0 && source.length > LONGEST_ADDRESS
            ? undefined
            : false;
        },
      },
    };
  }

  #step(source: string, tokens: readonly { readonly type: string }[]): void {
    const known = this.#runs.get(tokens);
    const run = known ?? { rest: behindLastCloser(source), opened: 0 };
    this.#elements += 1;
    let cost = STEP + (ADDRESS.exec(source)?.[0].length ?? 0);
    if (!known) {
      this.#run = source;
      this.#runs.set(tokens, run);
      cost += RUN * source.length;
    }
    if (run.opened > 0) {
      // A sign that nothing closes became text, and all up to the last sign that might was gone through.
      const isAlone = tokens.at(-1)?.type === 'text';
      cost += PARTNER * Math.max(0, isAlone ? source.length - run.rest : run.opened - source.length);
    }
    run.opened = EMPHASIS.has(source[0]) ? source.length : 0;
    this.#spend(cost);
  }

  #spend(cost: number): void {
    this.#work -= cost;
    if (this.#work < 0) throw new TooMuch({ kind: 'work', near: firstLine(this.#run) });
  }

  #grow(growth: number, source: string): void {
    this.#size -= growth;
    if (this.#size < 0) throw new TooMuch({ kind: 'size', near: firstLine(source) });
  }

  #within<Token>(source: string, read: () => Token): Token {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new TooMuch({ kind: 'depth', near: firstLine(source) });
    const token = read();
    this.#depth -= 1;
    return token;
  }
}

/** A run of text that is being read, by what is left of it. */
interface Run {
  /** How much stands behind the last sign that may end emphasis. */
  readonly rest: number;
  /** What was left where the last step met a sign of emphasis; 0 where it met none. */
  opened: number;
}

const EMPHASIS: ReadonlySet<string | undefined> = new Set(['*', '_', '~']);
/** What may stand in front of an @: marked looks through all of it for one, at each sign in it. */
const ADDRESS = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+/;

function behindLastCloser(text: string): number {
  for (let at = text.length - 1; at > 0; at -= 1) {
    if (EMPHASIS.has(text[at]) && /\S/.test(text[at - 1] ?? '')) return text.length - at - 1;
  }
  return text.length;
}

/** How many cells a table has that may begin here: every row has as many as the head. None where no table can. */
function cellsIn(source: string): number {
  const second = source.indexOf('\n') + 1;
  if (second === 0 || !/^ {0,3}[|:-]/.test(source.slice(second, second + 4))) return 0;
  const columns = source.slice(0, second).split('|').length;
  if (columns === 1) return 0;
  const end = source.indexOf('\n\n');
  return columns * (end < 0 ? source : source.slice(0, end)).split('\n').length;
}

function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0] ?? '';
}
