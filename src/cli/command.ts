import type { ExitStatus } from './exit-status.ts';
import type { Printer } from './print.ts';

/** What was given on the command line, checked. A name that a command does not list is absent there. */
export interface Options {
  readonly root?: string;
  readonly config?: string;
  readonly outDir?: string;
  readonly base?: string;
  readonly site?: string;
  readonly port?: number;
  readonly host?: string;
  readonly open?: boolean;
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly strict?: boolean;
  readonly drafts?: boolean;
  readonly future?: boolean;
  readonly expired?: boolean;
  readonly engine?: 'auto' | 'docker' | 'bubblewrap';
  readonly jsonFile?: string;
  readonly junitFile?: string;
  readonly jobs?: number;
  readonly name?: readonly string[];
  readonly tag?: readonly string[];
  readonly skipTag?: readonly string[];
  /** True where no revision is named. */
  readonly changed?: string | true;
  readonly failed?: boolean;
  readonly list?: boolean;
  readonly dryRun?: boolean;
  readonly lint?: boolean;
  readonly update?: boolean;
  readonly interactive?: boolean;
  /** 0 to 1. */
  readonly coverageMin?: number;
  readonly failFast?: boolean;
  readonly watch?: boolean;
  readonly force?: boolean;
  readonly external?: boolean;
  readonly profile?: boolean;
  /** Milliseconds. */
  readonly maxAge?: number;
  readonly resume?: boolean;
  readonly shard?: string;
  readonly merge?: boolean;
  readonly lock?: boolean;
  readonly frozen?: boolean;
  readonly offline?: boolean;
  readonly evidence?: boolean;
  readonly wrap?: boolean;
}

export interface Invocation {
  /** The positional arguments; those that were not given are undefined, the many are an array. */
  readonly arguments: readonly (string | readonly string[] | undefined)[];
  readonly options: Options;
  readonly print: Printer;
  /** Aborted when the command is to stop. */
  readonly signal: AbortSignal;
  readonly cwd: string;
}

/** Each file of `commands/` exports one as `run`. */
export type Run = (invocation: Invocation) => Promise<ExitStatus>;
