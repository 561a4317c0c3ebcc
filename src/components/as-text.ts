import { render } from 'astro/compiler-runtime';

/**
 * What Astro would show, as one text: at once, or, where it waits for something, as a promise. `Astro.slots.render` gives the
 * same; but it puts each text together twice, and whoever asks it has to wait.
 */
export function asText(shown: unknown): string | Promise<string> {
  let text = '';
  const waiting = render`${shown}`.render({
    write(part) {
      // Other objects are marks for what Astro adds to the head of a page; ours has all it needs.
      if (typeof part !== 'object' || part instanceof String) text += part;
    },
  });
  return waiting ? waiting.then(() => text) : text;
}
