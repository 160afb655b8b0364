import type { Limits, NetworkMode, Privileges } from './config.ts';
import type { SourceFile, Span } from './source.ts';

/** The part of a step in a drill. */
export type StepRole = 'setup' | 'check' | 'fault' | 'fix' | 'teardown';

/** What something that keeps running is waited for, looked at from inside the sandbox. */
export type Ready =
  /** Somebody listens on the TCP port. */
  | { readonly kind: 'tcp'; readonly port: number }
  /** A GET is answered with a status below 400. The host is the sandbox itself or one of its services. */
  | { readonly kind: 'http'; readonly url: string }
  /** A line of its output matches: the source of a regular expression. */
  | { readonly kind: 'log'; readonly pattern: string };

/** Something about the sandbox that a step's being run can depend on. */
export interface ConditionTest {
  readonly subject: 'image' | 'engine' | 'architecture' | 'command';
  /** A glob (`*`), such as `debian:*`; the name of a command for `command`. */
  readonly value: string;
}

/** `skip-if`: any test holds, and it is skipped. `only-if`: none does. `needs`: not all do. */
export interface Condition {
  readonly kind: 'skip-if' | 'only-if' | 'needs';
  readonly tests: readonly ConditionTest[];
  /** As the page writes it, e.g. `only-if=image:alpine:3.22`. */
  readonly written: string;
}

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

/** What a command is to print. */
export interface Expectation {
  readonly format: 'lines' | 'json';
  /**
   * Innovation Engine's `expected_similarity`: the output need only be this alike (0 to 1) to the
   * expected text. Absent: the lines decide.
   */
  readonly similarity?: number | undefined;
  /** Its other form: a regular expression that has to match somewhere in the output. */
  readonly pattern?: string | undefined;
  /**
   * What is compared: what the command wrote to stdout, or all that a terminal shows (stdout and
   * stderr, which are kept apart, so that either may come first).
   */
  readonly of: 'stdout' | 'terminal';
  readonly lines: readonly ExpectedLine[];
  /** Of the expected text itself, fence excluded. */
  readonly span: Span;
}

/** A value that readers put one of their own in the place of. */
export interface Variable {
  readonly name: string;
  /** One line. What `verify` runs with, and the example of the page. */
  readonly default: string;
  /** What a form calls it, where its name does not say enough. */
  readonly label?: string | undefined;
  readonly description?: string | undefined;
  /** A regular expression that has to match a whole value, as in HTML. */
  readonly pattern?: string | undefined;
  /** What that lets through, in words. */
  readonly hint?: string | undefined;
}

/** What is handed to the shell at once: a whole `sh` block, or one command of a `console` block. */
export interface Command {
  readonly script: string;
  readonly span: Span;
  /** Lines of `span` that are none of the script, counted from 0, in order: see `shownLines`. */
  readonly left?: readonly number[] | undefined;
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
  readonly file?:
    | {
        readonly path: string;
        readonly content: string;
        /** Permission bits, e.g. 0o755. */
        readonly mode?: number | undefined;
      }
    | undefined;
  /**
   * The command that runs the block, which is then no shell text, e.g. `python3 {}`: `{}` stands for
   * a file with the block's text; without it the text is on its stdin.
   */
  readonly interpreter?: string | undefined;
  readonly timeoutMs?: number | undefined;
  /** It is started and left running; `ready` says when the next step may begin. */
  readonly background?: { readonly ready?: Ready | undefined } | undefined;
  /** The id of the background step that is stopped before this one's commands run. */
  readonly stops?: string | undefined;
  /** How often it may be tried again, and the pause before each time in milliseconds. */
  readonly retry?: { readonly times: number; readonly everyMs: number } | undefined;
  /** It is run twice; the second time must pass and change no file. */
  readonly idempotent?: boolean | undefined;
  readonly conditions?: readonly Condition[] | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Why an expectation of it that accepts nearly anything is meant so. */
  readonly weak?: string | undefined;
  /** Variables of the page that the shell has to know, as they stand where no value can be written. */
  readonly needs?: readonly string[] | undefined;
  /** Those that stand in it where the shell expands nothing, and so as they are written. */
  readonly leaves?: readonly string[] | undefined;
  /** Those that are evaluated once more when they have been expanded: by `eval`, `ssh`, in arithmetic. */
  readonly twice?: readonly string[] | undefined;
  /** Why it is not run. */
  readonly skip?: string | undefined;
  readonly hidden: boolean;
  /**
   * `sha256:…` over this step, every step before it and the document's environment: equal digests
   * mean that the same things ran in the same order.
   */
  readonly digest: string;
}

/** A container beside the sandbox, in the same network, known there by its name. */
export interface ServiceRequest {
  /** Its host name. */
  readonly name: string;
  readonly image: string;
  /** What runs in it instead of the image's own command. */
  readonly command?: readonly string[] | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly ready?: Ready | undefined;
  /** How long it may take to be ready, in milliseconds. */
  readonly readyMs: number;
}

/** What a runbook asks of its sandbox, after the configuration had its say. */
export interface SandboxRequest {
  /** Empty: the engine's default. */
  readonly images: readonly string[];
  readonly network: NetworkMode;
  readonly privileges: Privileges;
  readonly limits: Limits;
  readonly env: Readonly<Record<string, string>>;
  readonly services: readonly ServiceRequest[];
  /** Names of variables whose values come from the host's environment and are never shown. */
  readonly secrets: readonly string[];
  /** The whole runbook, in milliseconds. */
  readonly timeoutMs: number;
  /** One step that names no limit of its own, in milliseconds. */
  readonly stepTimeoutMs: number;
}

/** The steps of a page, and what they are run in. */
export interface Runbook {
  /** The page's `id`. */
  readonly id: string;
  readonly title: string;
  readonly source: SourceFile;
  readonly sandbox: SandboxRequest;
  /** The page's own tags. */
  readonly tags: readonly string[];
  /** In the order of the page. Their defaults are in `sandbox.env`, too. */
  readonly variables?: readonly Variable[] | undefined;
  readonly steps: readonly Step[];
  /** The digest of the last step: of the whole runbook. */
  readonly digest: string;
}
