import { render } from 'astro/compiler-runtime';

/**
 * What Astro would show, as one text: at once, or, where it waits for something, as a promise. `Astro.slots.render` gives the
 * same; but it puts each text together twice, and whoever asks it has to wait.
 */
export function asText(shown: unknown): string | Promise<string> {
  let text = '';
  const waiting = render`${shown}`.render({
    write(part) {
      if (typeof part !== 'object' || part instanceof String) text += part;
      // By these Astro knows where the head of a page ends; ours has all it needs.
      else if (!('type' in part) || !['head', 'maybe-head'].includes(part.type))
        throw new TypeError(`No page shows what Astro wrote there: ${JSON.stringify(part)}`);
    },
  });
  return waiting ? waiting.then(() => text) : text;
}
