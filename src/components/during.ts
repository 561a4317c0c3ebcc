import { render, unescapeHTML } from 'astro/compiler-runtime';
import type { Run } from '../derive/versions.ts';
import type { Html } from './html.ts';

/**
 * Something that stood on the page over some versions of its incident. What stands now stands in the page, marked where it
 * came later; what stood before lies beside it as text that no reader without the script is shown, a text browser's neither.
 */
export function during<Value>(runs: readonly Run<Value>[], show: (run: Run<Value>) => unknown): unknown {
  return runs.map((run) => {
    if (!run.isPresent) return [opening(`${run.from}-${run.to}`), new Inert(show(run)), CLOSING];
    return run.from === 0 ? show(run) : [opening(`${run.from}-`), CLOSING, show(run)];
  });
}

function opening(range: string): Html {
  return unescapeHTML(`<script type="text/html" data-at="${range}">`);
}

const CLOSING = unescapeHTML('</script>');
/** Within a script nothing is markup but this. */
const ENDING = /<(?=\/script|script|!--)/gi;

type Destination = Parameters<ReturnType<typeof render>['render']>[0];

/** What is shown, so that it can stand within a script. Astro renders it like a template of its own, part by part. */
class Inert {
  readonly #shown: unknown;

  constructor(shown: unknown) {
    this.#shown = shown;
  }

  render(destination: Destination): void | Promise<void> {
    const write: Destination['write'] = (part) => {
      const isText = typeof part === 'string' || part instanceof String;
      destination.write(isText ? String(part).replace(ENDING, '&lt;') : part);
    };
    return render`${this.#shown}`.render({ write });
  }
}
