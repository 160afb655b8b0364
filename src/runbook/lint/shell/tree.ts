/** Offsets in the text of a script, UTF-16, without `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A list of commands: a script, or the inside of something. */
export type Script = readonly Item[];

/** Pipelines joined by `&&` and `||`, up to a `;`, a `&` or a line end. */
export interface Item extends Stretch {
  readonly first: Pipeline;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly pipeline: Pipeline }[];
  /** It ends with `&`. */
  readonly background: boolean;
}

export interface Pipeline extends Stretch {
  /** It begins with `!`. */
  readonly negated: boolean;
  readonly commands: readonly Command[];
}

export type Command = Simple | Group | If | Loop | Case | FunctionDefinition | Question;

/** A command with its redirections. */
interface Redirected extends Stretch {
  /** It reads or writes a file, which may not be possible; /dev/null always is. */
  readonly opensFile: boolean;
}

export interface Simple extends Redirected {
  readonly kind: 'simple';
  readonly assignments: readonly Word[];
  readonly words: readonly Word[];
  readonly heredocs: readonly { readonly body: string }[];
}

/** `{ …; }` or `( … )`. */
export interface Group extends Redirected {
  readonly kind: 'brace' | 'subshell';
  readonly body: Script;
}

export interface If extends Redirected {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: Script; readonly body: Script }[];
  readonly otherwise: Script | undefined;
}

/** `condition` is empty for `for` and `select`. */
export interface Loop extends Redirected {
  readonly kind: 'loop';
  readonly condition: Script;
  readonly body: Script;
}

export interface Case extends Redirected {
  readonly kind: 'case';
  readonly arms: readonly Script[];
}

export interface FunctionDefinition extends Redirected {
  readonly kind: 'function';
  readonly body: Command;
}

/** `[[ … ]]` or `(( … ))`. */
export interface Question extends Redirected {
  readonly kind: 'question';
}

export interface Word extends Stretch {
  /** The text that it stands for; absent where something is expanded in it. */
  readonly literal: string | undefined;
  readonly substitutions: readonly Substitution[];
}

/** `$( … )`, `` `…` ``, `<( … )` or `>( … )`. */
export interface Substitution extends Stretch {
  readonly kind: 'command' | 'process';
  /** Absent where it is not understood. */
  readonly script: Script | undefined;
}
