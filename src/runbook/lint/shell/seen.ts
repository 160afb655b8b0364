import type { Stretch } from './tree.ts';

/**
 * How what stands somewhere is quoted: not at all; as the first word of a command, or a word between
 * `[[` and `]]`, where text means more; in double quotes; in the text of a here-document; or in a way
 * that has rules of its own, such as `${…}`, `$((…))` and backquotes.
 */
export type Place = 'bare' | 'name' | 'double' | 'heredoc' | 'other';

/** A parameter that the shell puts its value in the place of: `$NAME`, `${NAME}`, or any other form. */
export interface Expansion extends Stretch {
  /** Without the `$`; also a digit or a sign, as in `$?`. */
  readonly name: string;
  readonly place: Place;
}

/** What a script has to do with variables, in the order in which it was read. */
export interface Seen {
  readonly expansions: Expansion[];
  /** Variables that the script gives a value itself. */
  readonly assigned: (Stretch & { readonly name: string })[];
  /** Here-documents in whose text something may be expanded. */
  readonly heredocs: Heredoc[];
  /** Texts in which nothing is: between single quotes, and here-documents whose word is quoted. */
  readonly verbatim: Stretch[];
  /** What is evaluated once more when it has been expanded: arithmetic, and indices of arrays. */
  readonly again: Stretch[];
  /** Simple commands, also within others. */
  readonly commands: SeenCommand[];
}

export interface SeenCommand {
  readonly words: readonly WrittenWord[];
  readonly heredocs: readonly Heredoc[];
}

export interface WrittenWord extends Stretch {
  /** The text that it stands for; absent where something is expanded in it. */
  readonly literal: string | undefined;
}

export interface Heredoc {
  readonly delimiter: string;
  readonly tabs: boolean;
  /** The delimiter is quoted: nothing is expanded in the text. */
  readonly quoted: boolean;
  /** Its text, once it is passed over, and where that begins. */
  body: string;
  start: number;
}
