import type { Limits, NetworkMode, Privileges } from './config.ts';
import type { SourceFile, Span } from './source.ts';

export type StepRole = 'setup' | 'check' | 'fault' | 'fix' | 'teardown';

/** A piece of a line with wildcards. */
export type WildPart =
  | { readonly kind: 'literal'; readonly text: string }
  /** Any text, also none. */
  | { readonly kind: 'any' }
  /** One character. */
  | { readonly kind: 'one' };

/** One line of expected output, as it matches. `raw` is the line as written, without its line end. */
export type ExpectedLine =
  | {
      readonly kind: 'literal';
      readonly raw: string;
      readonly text: string;
      readonly noEol: boolean;
    }
  /** `...` alone: any number of lines. */
  | { readonly kind: 'any-lines'; readonly raw: string }
  /** A line with `[..]`, or with the suffix ` (glob)`. */
  | {
      readonly kind: 'wild';
      readonly raw: string;
      readonly parts: readonly WildPart[];
      readonly noEol: boolean;
    }
  /** ` (re)`: the source of a regular expression that has to match the whole line. */
  | {
      readonly kind: 'regexp';
      readonly raw: string;
      readonly pattern: string;
      readonly noEol: boolean;
    }
  /** ` (esc)`: a line with `\t`, `\xNN` … escapes, as bytes in hex. */
  | { readonly kind: 'bytes'; readonly raw: string; readonly hex: string; readonly noEol: boolean };

export interface Expectation {
  readonly format: 'lines' | 'json';
  /**
   * What is compared: what the command wrote to stdout, or all that a terminal shows (stdout and
   * stderr, which are kept apart, so that either may come first).
   */
  readonly of: 'stdout' | 'terminal';
  readonly lines: readonly ExpectedLine[];
  /** Of the expected text itself, fence excluded. */
  readonly span: Span;
}

/** What is handed to the shell at once: a whole `sh` block, or one command of a `console` block. */
export interface Command {
  readonly script: string;
  readonly span: Span;
  readonly expect?: Expectation | undefined;
  /** Expected exit status. */
  readonly exit: number;
}

/** One code block of a runbook. */
export interface Step {
  /** `name`, or `step-` and the number; unique in the runbook; usable as an anchor. */
  readonly id: string;
  /** 1-based, in the order of the page. */
  readonly number: number;
  readonly name?: string | undefined;
  readonly title?: string | undefined;
  readonly role?: StepRole | undefined;
  readonly language: string;
  /** The block with its fences. */
  readonly span: Span;
  /** Empty for a `file` step. */
  readonly commands: readonly Command[];
  /** The block is a file's content, written to `path`. */
  readonly file?: { readonly path: string; readonly content: string } | undefined;
  readonly timeoutMs?: number | undefined;
  /** Why it is not run. */
  readonly skip?: string | undefined;
  readonly hidden: boolean;
  /**
   * `sha256:…` over this step, every step before it and the document's environment: equal digests
   * mean that the same things ran in the same order.
   */
  readonly digest: string;
}

/** What a runbook asks of its sandbox, after the configuration had its say. */
export interface SandboxRequest {
  /** Empty: the engine's default. */
  readonly images: readonly string[];
  readonly network: NetworkMode;
  readonly privileges: Privileges;
  readonly limits: Limits;
  readonly env: Readonly<Record<string, string>>;
  /** The whole runbook, in milliseconds. */
  readonly timeoutMs: number;
  /** One step that names no limit of its own, in milliseconds. */
  readonly stepTimeoutMs: number;
}

export interface Runbook {
  /** The page's `id`. */
  readonly id: string;
  readonly title: string;
  readonly source: SourceFile;
  readonly sandbox: SandboxRequest;
  readonly steps: readonly Step[];
  /** The digest of the last step: of the whole runbook. */
  readonly digest: string;
}
