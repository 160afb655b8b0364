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
  readonly assigned: Assigned[];
  /** Here-documents in whose text something may be expanded. */
  readonly heredocs: Heredoc[];
  /** Texts in which nothing is: between single quotes, and here-documents whose word is quoted. */
  readonly verbatim: Stretch[];
  /** What is evaluated once more when it has been expanded: arithmetic, and indices of arrays. */
  readonly again: Stretch[];
  /** Names of variables that are numbers, `declare -i`, or other names, `declare -n`. */
  readonly numbers: string[];
  /** Simple commands, also within others. */
  readonly commands: SeenCommand[];
}

export interface Assigned extends Stretch {
  readonly name: string;
  /** The word that says what it becomes, where there is one. */
  readonly word?: Stretch | undefined;
}

export interface SeenCommand {
  readonly words: readonly WrittenWord[];
  readonly heredocs: readonly Heredoc[];
  /** The words of `<<<`. */
  readonly strings: readonly WrittenWord[];
  /** What its input comes from, where that is a pipe. */
  readonly piped: Piped | undefined;
}

/** What stands before a `|`, and the commands in it: indices of `Seen.commands`, `to` without itself. */
export interface Piped extends Stretch {
  readonly from: number;
  readonly to: number;
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
