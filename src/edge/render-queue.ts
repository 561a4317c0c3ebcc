import { setImmediate } from 'node:timers/promises';

/** One page that is wanted, and what is to become of it. */
export interface WantedPage {
  /** Below the site's base, without the slashes at its ends. */
  readonly path: string;
  readonly made: (html: string) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * The pages that a build wants, one after the other, as long as it runs. A request of Astro's own for each would take as long
 * as half of what it says (docs/decisions/handover.md).
 */
export class RenderQueue implements AsyncIterable<WantedPage> {
  readonly #waiting: WantedPage[] = [];
  #inHand: WantedPage | undefined;
  #wake: () => void = () => undefined;

  /** The HTML of a page. Throws what the page throws. */
  async render(path: string): Promise<string> {
    // Signals and timers are not kept waiting for the last page.
    await setImmediate();
    return new Promise((made, failed) => {
      this.#waiting.push({ path, made, failed });
      this.#wake();
    });
  }

  /** Nobody makes pages any more: those that are waited for have failed. */
  fail(error: unknown): void {
    this.#inHand?.failed(error);
    for (const { failed } of this.#waiting.splice(0)) failed(error);
  }

  /** Never ends. */
  async *[Symbol.asyncIterator](): AsyncGenerator<WantedPage, never> {
    for (;;) {
      const next = this.#waiting.shift();
      this.#inHand = next;
      if (next) yield next;
      else await new Promise<void>((wake) => (this.#wake = wake));
    }
  }
}
