/**
 * Keeps what a page says of time true while it is open: how long ago and how long so far, the reader's own clock beside
 * the site's, and what the clock makes of a promise or a plan. The page reads whole without it.
 */
export function keepTime(): void {
  const { lang, dataset } = document.documentElement;
  showReadersClock(lang);
  const tick = () => {
    const now = Date.now();
    for (const place of all('[data-ago]')) tell(place, `(${ago(at(place.dataset.ago) - now, lang)})`);
    for (const place of all('[data-since]')) {
      const words = span(now - at(place.dataset.since), dataset.span ?? '');
      tell(place, (place.dataset.words ?? '').replace('#', words));
    }
    for (const place of all('[data-turns]')) {
      for (const turn of (place.dataset.turns ?? '').split('\n')) {
        const [from, words = ''] = turn.split(/ (.*)/);
        if (now >= at(from)) tell(place, words);
      }
    }
  };
  tick();
  setInterval(tick, 20_000);
  document.addEventListener('visibilitychange', tick);
}

export function all(selector: string): NodeListOf<HTMLElement> {
  return document.querySelectorAll<HTMLElement>(selector);
}

function at(time = ''): number {
  return Date.parse(time);
}

/** Words that stand already are not said anew to those who listen. */
function tell(place: HTMLElement, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}

/** `in 12 minutes`, 3時間前; by the language's own rules. */
export function ago(milliseconds: number, lang: string): string {
  const minutes = milliseconds / 60_000;
  const size = Math.abs(minutes);
  const [unit, length] =
    size < 60 ? (['minute', 1] as const) : size < 2880 ? (['hour', 60] as const) : (['day', 1440] as const);
  return new Intl.RelativeTimeFormat(lang).format(Math.round(minutes / length), unit);
}

/** `2 h 40 min` as the server words it; `forms` are its forms for days, hours and minutes, and what joins them. */
function span(milliseconds: number, forms: string): string {
  const [days = '', hours = '', minutes = '', join = '', little = ''] = forms.split('|');
  const total = Math.floor(milliseconds / 60_000);
  const whole = total >= 2880 ? Math.floor(total / 1440) : 0;
  const counts = [whole, Math.floor(total / 60) - whole * 24, total % 60];
  const parts = [days, hours, minutes].flatMap((form, index) =>
    counts[index] ? form.replace('#', String(counts[index])) : [],
  );
  return parts.join(join) || little;
}

/** Beside the times that matter, where the reader's clock stands otherwise. */
function showReadersClock(lang: string): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-local]')) {
    const moment = new Date(time.dateTime);
    const clock = new Date(+moment - moment.getTimezoneOffset() * 60_000).toISOString();
    if (time.dateTime.startsWith(clock.slice(0, 16))) continue;
    const isSameDay = time.dateTime.startsWith(clock.slice(0, 10));
    const place = document.createElement('span');
    place.className = 'small';
    place.textContent = ` (${moment.toLocaleString(lang, {
      ...(isSameDay ? {} : { month: 'short', day: 'numeric' }),
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZoneName: 'short',
    })})`;
    time.after(place);
  }
}
