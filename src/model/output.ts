/** One file of the site. */
export interface OutputFile {
  /** Relative to the output folder, `/` on every system, no `.` or `..`. */
  readonly path: string;
  readonly contents: string | Uint8Array | FileCopy | FilePieces;
  /** The page or file it comes from, for messages. */
  readonly from?: string | undefined;
}

/** Whether it is one: code of the user's may give anything. */
export function isOutputFile(value: unknown): value is OutputFile {
  if (typeof value !== 'object' || value === null) return false;
  const { path, contents } = value as Readonly<Record<string, unknown>>;
  if (typeof path !== 'string') return false;
  if (typeof contents === 'string' || contents instanceof Uint8Array) return true;
  return (
    typeof contents === 'object' &&
    contents !== null &&
    (typeof Reflect.get(contents, 'copyOf') === 'string' ||
      typeof Reflect.get(contents, 'pieces') === 'function')
  );
}

/** The bytes of a file on disk. */
export interface FileCopy {
  /** Absolute. */
  readonly copyOf: string;
}

/** Text that is too long to be held whole: made piece by piece, and anew each time it is asked for. */
export interface FilePieces {
  pieces(): Iterable<string>;
}

/** A file whose contents are made when it is its turn to be written. */
export interface PlannedFile extends Omit<OutputFile, 'contents'> {
  /** All that the contents are made from, but for Rutter itself. A file with none is always made. */
  readonly key?: (() => string) | undefined;
  /** It takes so long that several are made at once. */
  readonly isSlow?: boolean | undefined;
  /** @throws MissingText; the file is then made again. */
  make(): OutputFile['contents'] | Promise<OutputFile['contents']>;
}

/** What the hook `output` of a plugin is given, and gives back. */
export type SiteFile = OutputFile | PlannedFile;

/** What a build has published: a file of the site itself, read by the servers and the next build. */
export interface Manifest {
  readonly schema: 1;
  /** By path, sorted. */
  readonly files: Readonly<Record<string, { readonly digest: string; readonly bytes: number }>>;
}
