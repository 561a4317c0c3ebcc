import { unescapeHTML } from 'astro/compiler-runtime';
import { formatZoned } from '../calendar/zone.ts';
import { href, paths } from '../derive/addresses.ts';
import { type IncidentView, stateListed } from '../derive/incident-view.ts';
import { titleOf } from '../derive/said.ts';
import type { Plan } from '../derive/work.ts';
import { spanWords } from '../i18n/moments.ts';
import { escapeHtml } from '../markdown/legible.ts';
import type { Window } from '../model/incident.ts';
import { type Html, moment, saidWords, stateMark } from './html.ts';
import type { World } from './world.ts';

/** One incident in a list: how bad, what, when, how long, and whether anything was lost. Below that stands `more`, of a template. */
export function incidentLine(world: World, view: IncidentView, more?: unknown): unknown {
  const { site, lang, words } = world;
  const address = escapeHtml(href(site.config, lang, paths.incident(view.id)));
  const name = `${stateMark(stateListed(view))}${saidWords(world, titleOf(view, lang))}`;
  const withheld = site.standing.withheldIn.has(view.id)
    ? ` <p>${escapeHtml(words.record.withheldIn)}</p>`
    : '';
  const line = `<a href="${address}"> ${name} </a> <p> ${factsIn(world, view)} </p>${withheld}`;
  return [unescapeHTML(`<li class="line"> ${line} `), more, unescapeHTML('</li>')];
}

/** The line's second half. */
function factsIn(world: World, view: IncidentView): string {
  const { lang, words } = world;
  const isOver = view.courses.length > 0;
  const point = escapeHtml(words.time.point);
  const when =
    isOver || !view.plan
      ? moment(world, view.began.at, { about: view.began.about })
      : planWords(world, view.plan);
  const said = spanWords(view.duration, lang);
  const length = view.courses.at(-1)?.ended ? said : words.incident.soFar(said);
  const hasLoss = view.losses.some((loss) => loss.struck === undefined);
  return [
    `${escapeHtml(words.phases[view.phase][0])}${point}${when}`,
    ...(isOver && !view.isWithdrawn ? [`<span class="length">${point}${escapeHtml(length)}</span>`] : []),
    ...(hasLoss ? [`<strong class="lost-flag">${point}${escapeHtml(words.incident.hasLoss)}</strong>`] : []),
  ].join('');
}

/** When a maintenance is to take place, and what the clock makes of that: the page's script sees it begin and end. */
export function planWords(world: World, { window, standing }: Plan): Html {
  const { words, locale } = world;
  const labels = words.incident;
  const [start, end] = [window.start, window.end].map((at) => formatZoned(at, locale.zone));
  const told = {
    ahead: { said: '', turns: `${start} ${labels.plannedNow}\n${end} ${labels.endNotAnnounced}` },
    now: { said: labels.plannedNow, turns: `${end} ${labels.endNotAnnounced}` },
    unclosed: { said: labels.endNotAnnounced, turns: undefined },
    settled: undefined,
  }[standing];
  if (!told) return windowWords(world, window);
  const turns = told.turns === undefined ? '' : ` data-turns="${escapeHtml(told.turns)}"`;
  return unescapeHTML(`${windowWords(world, window)} <small${turns}>${escapeHtml(told.said)}</small>`);
}

/** From when to when. */
export function windowWords(world: World, { start, end }: Window): Html {
  const [from, to] = [
    moment(world, start, { isLocal: true }),
    moment(world, end, { after: start, isLocal: true }),
  ];
  return unescapeHTML(`<span class="range">${from}${escapeHtml(world.words.time.dash)}${to}</span>`);
}
