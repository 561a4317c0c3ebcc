/** A file of the content folder, as it lies there; `path` is relative to the folder, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file that an incident may link; the size in pixels where it is an image whose size can be read. */
export interface Asset extends SourceFile {
  readonly width?: number;
  readonly height?: number;
}

/** What lies in a content folder and is not read. */
export interface Unread {
  readonly path: string;
  /**
   * `link`: a symbolic link. `special`: a pipe, a socket or a device. `denied`: this user may not read it. `size`: larger
   * than a file of its kind may be, or all linked files together are.
   */
  readonly why: 'link' | 'special' | 'denied' | 'size';
  /** In bytes, where it is too large. */
  readonly size?: number;
}

/** All that lies in a content folder and may be published. */
export interface ContentFolder {
  /** As it was given, for messages. */
  readonly name: string;
  /** Absent where the folder has no `site.yml`. */
  readonly site?: SourceFile;
  /** Incidents and their translations, by path. */
  readonly incidents: readonly SourceFile[];
  /** By path, in the order of paths. */
  readonly assets: ReadonlyMap<string, Asset>;
  /** In the order of paths; absent where all was read. */
  readonly unread?: readonly Unread[];
}
