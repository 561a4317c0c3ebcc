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

/** The same of one incident. */
export function textAbout(id: string, path: string, make: () => string, beside = ''): OutputText {
  return textOf({ ids: [id], beside }, path, make);
}
