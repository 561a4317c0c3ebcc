import { unescapeHTML } from 'astro/compiler-runtime';
import type { Run } from '../derive/versions.ts';
import { asText } from './as-text.ts';
import type { Html } from './html.ts';

/**
 * Something that stood on the page over some versions of its incident. What stands now stands in the page, marked where it
 * came later; what stood before lies beside it as text that no reader without the script is shown, a text browser's neither.
 */
export function during<Value>(runs: readonly Run<Value>[], show: (run: Run<Value>) => unknown): unknown {
  return runs.map((run) => {
    if (!run.isPresent) return [opening(`${run.from}-${run.to}`), () => inert(asText(show(run))), CLOSING];
    return run.from === 0 ? show(run) : [opening(`${run.from}-`), CLOSING, show(run)];
  });
}

function opening(range: string): Html {
  return unescapeHTML(`<script type="text/html" data-at="${range}">`);
}

const CLOSING = unescapeHTML('</script>');

/** Within a script nothing is markup but what would end it. */
function inert(html: string | Promise<string>): Html | Promise<Html> {
  if (typeof html !== 'string') return html.then(inert);
  return unescapeHTML(html.replace(/<(?=\/script|script|!--)/gi, '&lt;'));
}
