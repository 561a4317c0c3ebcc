import { all } from './clock.ts';

/**
 * Puts a button behind each address that a reader may want elsewhere. Where the browser does not let it copy, the address
 * is marked, so that a key does it. What happened is said in the place that bears the words.
 */
export function offerCopies(): void {
  const [place] = all('[data-copy]');
  if (!place) return;
  const { copy = '', copied = '', marked = '' } = place.dataset;
  for (const code of all('.follow code')) {
    const name = code.closest('div')?.querySelector('dt')?.textContent ?? '';
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = copy;
    button.setAttribute('aria-label', `${copy} ${name}`);
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        place.textContent = copied.replace('#', name);
      } catch {
        getSelection()?.selectAllChildren(code);
        place.textContent = marked.replace('#', name);
      }
      button.after(place);
    });
    code.closest('dd')?.append(button);
  }
}
