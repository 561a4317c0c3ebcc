import { type Instant, MINUTE, SECOND } from '../model/instant.ts';
import type { Fact } from './journal.ts';
import { type Queued, type Tellable, TOO_LATE } from './plan.ts';
import type { Verdict } from './verdict.ts';

/** How a channel takes what it may have had already. */
export interface Custom {
  readonly channel: string;
  /** The receiver knows a message that comes twice, and takes it once. */
  readonly knowsRepeats: boolean;
  /** Where it does not: whether one that may have arrived is sent once more. */
  readonly repeats: boolean;
}

/** The world, as far as sending needs it. */
export interface Outside<Message> {
  /** Makes an attempt. `isRepeat`: the message may have arrived before. Never throws. */
  readonly send: (message: Message, isRepeat: boolean) => Promise<Verdict>;
  /** Writes to the journal; what was written stands, whatever happens after. */
  readonly note: (fact: Fact) => void;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly now: () => Instant;
  /** Someone asked us to stop. */
  readonly isStopped: () => boolean;
}

/** What became of a message. */
export interface Told<Message> {
  readonly message: Message;
  readonly how: 'sent' | 'refused' | 'too late' | 'unsure' | 'waits';
  readonly says: string;
  /** Sent, and an attempt before that may have arrived as well. */
  readonly maybeTwice: boolean;
}

const FIRST_WAIT = SECOND;
const LONGEST_WAIT = MINUTE;
/** So often a message may have arrived without anybody knowing, before it is given up; in one run, before it waits for the next. */
const MOST_UNSURE = 3;
const MOST_UNSURE_AT_ONCE = 2;

/**
 * Sends what is queued, one after the other, in order. A message that does not get through is tried again after 1, 2, 4, …
 * seconds, or when the receiver asks for it, for as long as `patience` (in milliseconds); then it waits for the next run,
 * and so does everything behind it, so that nothing overtakes it.
 */
export async function deliver<Message extends Tellable>(
  queue: readonly Queued<Message>[],
  custom: Custom,
  outside: Outside<Message>,
  patience: number,
): Promise<readonly Told<Message>[]> {
  const told: Told<Message>[] = [];
  let isSilent = false;
  for (const queued of queue) {
    const { message } = queued;
    if (isSilent)
      told.push({ message, how: 'waits', says: 'it waits for the one before it', maybeTwice: false });
    else {
      const delivery = new Delivery(queued, custom, outside);
      const outcome = await delivery.run(patience);
      told.push(outcome);
      isSilent = outcome.how === 'waits' || delivery.leftUnanswered;
    }
  }
  return told;
}

class Delivery<Message extends Tellable> {
  /** The last attempt went out, and no answer came. */
  leftUnanswered = false;
  readonly #message: Message;
  readonly #custom: Custom;
  readonly #outside: Outside<Message>;
  #attempts: number;
  #unsure: number;

  constructor(
    { message, attempts, unsure, open }: Queued<Message>,
    custom: Custom,
    outside: Outside<Message>,
  ) {
    this.#message = message;
    this.#custom = custom;
    this.#outside = outside;
    this.#attempts = attempts;
    this.#unsure = unsure;
    if (open === undefined) return;
    this.#unsure += 1;
    this.#note({ fact: 'unsure', attempt: open, says: 'the run ended while it was being sent' });
  }

  async run(patience: number): Promise<Told<Message>> {
    let left = patience;
    let unanswered = 0;
    for (let tries = 0; ; tries++) {
      const reason = this.#reasonToDrop();
      if (reason) {
        this.#note({ fact: 'dropped', says: reason.says });
        return this.#told(reason.how, reason.says);
      }
      if (this.#outside.isStopped()) return this.#told('waits', 'the run was asked to stop');
      const began = this.#outside.now();
      const verdict = await this.#attempt();
      if (verdict.how === 'sent' || verdict.how === 'refused') return this.#told(verdict.how, verdict.says);
      if (verdict.how === 'closed') return this.#told('waits', verdict.says);
      if (this.#reasonToDrop()) continue;
      if (this.leftUnanswered) unanswered += 1;
      if (unanswered === MOST_UNSURE_AT_ONCE && !this.#custom.knowsRepeats)
        return this.#told('waits', verdict.says);
      const asked = verdict.how === 'failed' ? (verdict.waitMs ?? 0) : 0;
      const wait = Math.max(asked, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries));
      left -= this.#outside.now() - began + wait;
      if (left < 0) return this.#told('waits', verdict.says);
      await this.#outside.wait(wait);
    }
  }

  #reasonToDrop(): { readonly how: 'too late' | 'unsure'; readonly says: string } | undefined {
    if (this.#outside.now() - this.#message.published > TOO_LATE) {
      return { how: 'too late', says: 'it was published more than three days ago' };
    }
    const { knowsRepeats, repeats } = this.#custom;
    if (knowsRepeats || this.#unsure < (repeats ? MOST_UNSURE : 1)) return undefined;
    return { how: 'unsure', says: 'it may have arrived, and is not sent again' };
  }

  async #attempt(): Promise<Verdict> {
    this.#attempts += 1;
    const attempt = this.#attempts;
    this.#note({ fact: 'tries', attempt });
    const verdict = await this.#outside.send(this.#message, this.#unsure > 0);
    const fact = verdict.how === 'closed' ? 'failed' : verdict.how;
    this.#note({ fact, attempt, says: verdict.says });
    this.leftUnanswered = fact === 'unsure';
    if (this.leftUnanswered) this.#unsure += 1;
    return verdict;
  }

  #told(how: Told<Message>['how'], says: string): Told<Message> {
    const maybeTwice = how === 'sent' && this.#unsure > 0 && !this.#custom.knowsRepeats;
    return { message: this.#message, how, says, maybeTwice };
  }

  #note(fact: Unplaced): void {
    const { channel } = this.#custom;
    this.#outside.note({ ...fact, channel, item: this.#message.item, at: this.#outside.now() });
  }
}

/** A fact about the message, without what all of them have. */
type Unplaced =
  | { readonly fact: 'tries'; readonly attempt: number }
  | {
      readonly fact: 'sent' | 'failed' | 'unsure' | 'refused';
      readonly attempt: number;
      readonly says: string;
    }
  | { readonly fact: 'dropped'; readonly says: string };
