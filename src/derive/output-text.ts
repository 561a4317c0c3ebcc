import type { IncidentView } from './incident-view.ts';

/** A file of the output; `path` is relative to its folder. */
export interface OutputText {
  readonly path: string;
  readonly body: string;
  /** Absent where more goes into it than certain incidents. */
  readonly shown?: Shown;
}

/** What goes into a file, apart from what goes into every file. */
export interface Shown {
  /** Of the incidents that it shows, the one that it is of first. */
  readonly ids: readonly string[];
  /** What else differs from file to file: the names of those that it leads to, say. */
  readonly beside: string;
}

/**
 * The texts that one kind of output is made of. Those of single incidents are asked for apart, for there are thousands, and most
 * read as in the last build.
 */
export interface OutputTexts {
  readonly ofSite: () => Iterable<OutputText>;
  readonly ofIncident: (view: IncidentView) => Iterable<OutputText>;
}

/** A file whose text is made each time it is asked for: what nobody asks for is never made. */
export function textOf(shown: Shown, path: string, make: () => string): OutputText {
  return {
    path,
    shown,
    get body() {
      return make();
    },
  };
}
