/**
 * Shows an incident as it read when one of its updates was first published (`?at=20080905T1320Z`): a filter over what the
 * page holds. Under an unknown stamp it reads as it does now, and says so. Tells whether the past is shown.
 */
export function showAsOf(): boolean {
  const list = document.querySelector<HTMLOListElement>('ol[data-steps]');
  if (!list) return false;
  // Stamps for each version; a plus behind it where the timeline stood with the newest entry first.
  const steps = (list.dataset.steps ?? '').split(' ');
  const wanted = new URLSearchParams(location.search).get('at');
  const found = wanted ? steps.findIndex((step) => step.replace('+', '').split(',').includes(wanted)) : -1;
  const at = found >= 0 ? found : steps.length + (wanted === null ? 0 : 1);
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[data-at]')) {
    const [from, to] = (script.dataset.at ?? '').split('-');
    const isIn = at >= Number(from) && (!to || at <= Number(to));
    if (script.text === '') (script.nextElementSibling as HTMLElement).hidden = !isIn;
    else if (isIn) script.insertAdjacentHTML('beforebegin', script.text);
  }
  const titles = '.kind:not([hidden]), h1:not([hidden])';
  if (found >= 0) {
    document.title = [...document.querySelectorAll(titles)]
      .map((place) => place.textContent?.trim())
      .join(' ');
  }
  const isNewestFirst = steps[found]?.endsWith('+');
  if (isNewestFirst !== undefined && list.reversed !== isNewestFirst) {
    list.reversed = isNewestFirst;
    list.append(...[...list.children].reverse());
  }
  return found >= 0;
}
