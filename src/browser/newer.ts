import { ago, all } from './clock.ts';

const MINUTE = 60_000;

/**
 * A page that tells how things stand now asks for itself from time to time, and says when a newer one is there. Where it
 * could not ask for ten minutes it says how old it is, and takes its good news back.
 */
export function watchForNewer(): void {
  const { lang, dataset } = document.documentElement;
  const [place] = all('[role=status]');
  if (!place) return;
  const { version, newer = '', old = '', again = '', every } = place.dataset;
  let seen = Date.now();
  let said = '';
  let isNewer = false;
  const say = (words: string) => {
    if (words === said) return;
    said = words;
    place.textContent = words;
    const link = document.createElement('a');
    link.href = location.pathname;
    link.textContent = again;
    if (words) place.append(' ', link);
  };
  const look = async () => {
    if (isNewer || document.hidden) return;
    try {
      const answer = await fetch(location.pathname, { cache: 'no-cache' });
      const found = /data-version="(\w+)"/.exec(await answer.text())?.[1];
      if (found) seen = Date.now();
      isNewer = found !== undefined && found !== version;
    } catch {}
    // In steps of ten minutes, so that nobody is told every minute.
    const age = Math.floor((Date.now() - seen) / (10 * MINUTE)) * 10 * MINUTE;
    dataset.stale = isNewer || age > 0 ? 'yes' : 'no';
    say(isNewer ? newer : age > 0 ? old.replace('#', ago(-age, lang)) : '');
  };
  setInterval(look, Number(every) * MINUTE);
  document.addEventListener('visibilitychange', look);
}
