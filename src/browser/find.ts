import { all } from './clock.ts';

interface Found {
  readonly url: string;
  readonly excerpt: string;
  readonly meta: Readonly<Record<string, string>>;
}

interface Pagefind {
  readonly options: (options: object) => Promise<void>;
  readonly search: (
    words: string | null,
    options: { filters: Record<string, string> },
  ) => Promise<{ results: { data: () => Promise<Found> }[] }>;
}

const SHOWN = 20;

/**
 * Searches as one types, and keeps what was asked for in the page's address, behind the `#` that no browser sends. Without the index, or where it cannot be
 * loaded, the plain index of the page is there.
 */
export function offerSearch(): void {
  const [form] = all('form[data-bundle]') as NodeListOf<HTMLFormElement>;
  const [list] = all('.found');
  const [told] = all('output');
  if (!form || !list || !told) return;
  const { bundle = '', count = '', none = '', unavailable = '', more = '' } = form.dataset;
  form.hidden = false;
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
  let loading: Promise<Pagefind> | undefined;
  const load = async (): Promise<Pagefind> => {
    const pagefind: Pagefind = await import(`${bundle}pagefind.js`);
    await pagefind.options({ excerptLength: 24 });
    return pagefind;
  };
  let asked = 0;
  const look = async () => {
    const turn = ++asked;
    const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)] as const);
    const set = fields.filter(([, value]) => value.trim() !== '');
    const question = new URLSearchParams(set.map((one) => [...one])).toString();
    history.replaceState(null, '', question ? `#${question}` : location.pathname);
    const { q = null, ...filters } = Object.fromEntries(set);
    if (set.length === 0) {
      list.replaceChildren();
      told.textContent = '';
      return;
    }
    try {
      loading ??= load();
      const { results } = await (await loading).search(q, { filters });
      const found = await Promise.all(results.slice(0, SHOWN).map((one) => one.data()));
      if (turn !== asked) return;
      list.replaceChildren(...found.map(entryOf));
      const rest = results.length - found.length;
      told.textContent = results.length === 0 ? none : count.replace('#', String(results.length));
      if (rest > 0) told.textContent += ` ${more.replace('#', String(rest))}`;
    } catch {
      loading = undefined;
      told.textContent = unavailable;
    }
  };
  let wait: ReturnType<typeof setTimeout> | undefined;
  form.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(look, 200);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    look();
  });
  look();
}

/** Words of an incident are text here, whatever they look like. */
function entryOf({ url, excerpt, meta }: Found): HTMLElement {
  const entry = document.createElement('li');
  const link = document.createElement('a');
  link.href = url;
  link.textContent = meta.title ?? url;
  const line = document.createElement('p');
  line.textContent = meta.line ?? '';
  const text = document.createElement('p');
  excerpt.split(/<\/?mark>/).forEach((part, index) => {
    const piece = document.createElement(index % 2 === 1 ? 'mark' : 'span');
    const { body } = new DOMParser().parseFromString(`<p>|${part}`, 'text/html');
    piece.textContent = body.textContent.slice(1);
    text.append(piece);
  });
  entry.append(link, line, text);
  return entry;
}
