/** One file of the site. */
export interface OutputFile {
  /** Relative to the output folder, `/` on every system, no `.` or `..`. */
  readonly path: string;
  readonly contents: string | Uint8Array | FileCopy;
  /** The page or file it comes from, for messages. */
  readonly from?: string | undefined;
}

/** The bytes of a file on disk. */
export interface FileCopy {
  /** Absolute. */
  readonly copyOf: string;
}

/** What a build has published: a file of the site itself, read by the servers and the next build. */
export interface Manifest {
  readonly schema: 1;
  /** By path, sorted. */
  readonly files: Readonly<Record<string, { readonly digest: string; readonly bytes: number }>>;
}
