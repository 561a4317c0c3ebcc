import { address, anchor, paths } from '../../derive/addresses.ts';
import { titleOf } from '../../derive/said.ts';
import type { Desk } from '../desk.ts';
import { type PromiseBody, promiseBody } from './promise.ts';
import { type SaidBody, saidBody } from './said.ts';

/** Every promise of the site, those of the newest incidents first. */
export interface PromisesBody {
  readonly $schema: string;
  readonly promises: readonly SitePromiseBody[];
}

export interface SitePromiseBody extends PromiseBody {
  readonly incident: string;
  readonly title: SaidBody;
  /** Where it was made. */
  readonly url: string;
}

export function promisesBody(desk: Desk): PromisesBody {
  const { site, lang } = desk;
  const promises = site.views.flatMap((view) =>
    view.promises.map((promise) => {
      const isInPostmortem = view.postmortem.includes(promise.opened);
      const page = isInPostmortem ? paths.postmortem(view.id) : paths.incident(view.id);
      return {
        incident: view.id,
        title: saidBody(titleOf(view, lang)),
        url: `${address(site.config, lang, page)}#${anchor(promise.opened.stamp)}`,
        ...promiseBody(view, promise, desk),
      };
    }),
  );
  return { $schema: site.config.url + paths.schema('promises'), promises };
}
