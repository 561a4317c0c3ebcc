/** A file of the output; `path` is relative to its folder. */
export interface OutputText {
  readonly path: string;
  readonly body: string;
  /** The id of the incident that it is of, where it is of one alone. */
  readonly about?: string;
}

/** A file of one incident, whose text is made each time it is asked for: what is asked for last was never held. */
export function textAbout(id: string, path: string, make: () => string): OutputText {
  return {
    path,
    about: id,
    get body() {
      return make();
    },
  };
}
