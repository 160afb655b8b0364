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

export interface Simple extends Stretch {
  readonly kind: 'simple';
  readonly assignments: readonly Word[];
  readonly words: readonly Word[];
  /** It reads or writes a file, which may not be possible; /dev/null always is. */
  readonly opensFile: boolean;
}

/** `{ …; }` or `( … )`. */
export interface Group extends Stretch {
  readonly kind: 'brace' | 'subshell';
  readonly body: Script;
}

export interface If extends Stretch {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: Script; readonly body: Script }[];
  readonly otherwise: Script | undefined;
}

/** `condition` is empty for `for` and `select`. */
export interface Loop extends Stretch {
  readonly kind: 'loop';
  readonly condition: Script;
  readonly body: Script;
}

export interface Case extends Stretch {
  readonly kind: 'case';
  readonly arms: readonly Script[];
}

export interface FunctionDefinition extends Stretch {
  readonly kind: 'function';
  readonly body: Command;
}

/** `[[ … ]]` or `(( … ))`. */
export interface Question extends Stretch {
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
