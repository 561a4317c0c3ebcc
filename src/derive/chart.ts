import type { Instant } from '../model/instant.ts';
import type { State } from '../model/state.ts';
import type { Span } from './effects.ts';
import type { IncidentView } from './incident-view.ts';

/** What an incident did to its components, over the time in which things happened. */
export interface Chart {
  readonly from: Instant;
  readonly to: Instant;
  /** It goes on. */
  readonly isOpen: boolean;
  readonly rows: readonly ChartRow[];
}

export interface ChartRow {
  readonly component: string;
  readonly spans: readonly Span[];
}

/** Undefined where nothing was done to any component. */
export function chartOf(view: IncidentView, asOf: Instant): Chart | undefined {
  const rows = view.effects.map(({ component, spans }) => ({ component, spans }));
  const spans = rows.flatMap((row) => row.spans);
  if (spans.length === 0) return undefined;
  const ends = [...view.courses.map(({ ended }) => ended), ...spans.map(({ to }) => to)];
  const isOpen = ends.some((end) => end === undefined);
  const from = Math.min(...view.courses.map(({ began }) => began.at), ...spans.map((span) => span.from.at));
  const last = Math.max(...ends.map((end) => end?.at ?? asOf));
  return { from: from as Instant, to: Math.max(last, from + 1) as Instant, isOpen, rows };
}

/** How wide a chart is drawn; its picture is stretched to the width of the page. */
export const CHART_WIDTH = 1000;

export interface SpanShape {
  readonly state: State;
  readonly x: number;
  readonly width: number;
}

/** The bad states of a row as stretches of its width; none is too short to be seen. */
export function spanShapes({ spans }: ChartRow, { from, to }: Chart): readonly SpanShape[] {
  const scale = (at: number) => Math.round(((at - from) / (to - from)) * CHART_WIDTH);
  return spans.map((span) => {
    const x = scale(span.from.at);
    const width = Math.max(4, scale(span.to?.at ?? to) - x);
    return { state: span.state, x: Math.min(x, CHART_WIDTH - width), width };
  });
}
