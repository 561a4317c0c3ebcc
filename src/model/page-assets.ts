/** What every page bears inline, so that it is whole in one answer. */
export interface PageAssets {
  /** JavaScript, without the element around it. */
  readonly script: string;
  readonly style: string;
  /** A Content-Security-Policy that lets in these two and nothing else. */
  readonly policy: string;
}
