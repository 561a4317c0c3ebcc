/**
 * Shows an incident as it read when one of its updates was first published (`?at=20080905T1320Z`): a filter over what the
 * page holds, with steps to the version before and after. An unknown stamp is said; the page then reads as it does now.
 */
export function showAsOf(): void {
  const held = document.querySelector<HTMLScriptElement>('#as-of');
  if (!held) return;
  const steps = (held.dataset.steps ?? '').split('\n').map((step) => step.split(/ (\S+) (.*)/));
  const wanted = new URLSearchParams(location.search).get('at');
  const found = steps.findIndex(([stamp]) => stamp === wanted);
  const at = found < 0 ? steps.length : found;
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[data-at]')) {
    const [from, to] = (script.dataset.at ?? '').split('-');
    const isIn = at >= Number(from) && (!to || at <= Number(to));
    const live = script.nextElementSibling as HTMLElement;
    if (script.text === '') live.hidden = !isIn;
    else if (isIn) script.insertAdjacentHTML('beforebegin', script.text);
  }
  const list = document.querySelector<HTMLOListElement>('.timeline > ol');
  const isNewestFirst = steps[found]?.[1] === 'newest-first';
  if (list && found >= 0 && list.reversed !== isNewestFirst) {
    list.reversed = isNewestFirst;
    list.append(...[...list.children].reverse());
  }
  held.insertAdjacentHTML('beforebegin', held.text);
  const control = held.previousElementSibling as HTMLElement;
  if (wanted === null) document.querySelector('.ladder')?.append(control);
  const link = (rel: string, to: number) => {
    const step = steps[to];
    const anchor = control.querySelector<HTMLAnchorElement>(`[rel=${rel}]`);
    if (!step && (to !== steps.length || at === to)) anchor?.remove();
    else if (anchor) anchor.href = step ? `?at=${step[0]}` : location.pathname;
  };
  link('prev', at - 1);
  link('next', at + 1);
  link('last', steps.length);
  const past = control.querySelector('.past');
  if (found < 0) past?.remove();
  else if (past?.lastElementChild) past.lastElementChild.textContent = steps[found]?.[2] ?? '';
  if (found >= 0 || wanted === null) control.querySelector('.unknown')?.remove();
}
