import type { Step } from '../../model/runbook.ts';
import type { BackgroundJob, Session } from '../../model/sandbox.ts';

/** Suffixes of files, by language, where it is not the language's own name. */
const suffixes: Readonly<Record<string, string>> = {
  javascript: 'js',
  markdown: 'md',
  node: 'js',
  perl: 'pl',
  python: 'py',
  python3: 'py',
  ruby: 'rb',
  rust: 'rs',
  text: 'txt',
  typescript: 'ts',
};

/** A block that is no shell text, and the shell text that runs it. */
export interface Interpreted {
  /** What its file is called in messages, e.g. `greet.py`. */
  readonly file: string;
  /** Where it lies in the sandbox. */
  readonly path: string;
  /** Shell text. */
  readonly script: string;
  /** How an interpreter calls the text in what it complains of. */
  readonly names: readonly string[];
}

/**
 * How a block is run by its interpreter: as a file where the command says `{}`, else on its stdin.
 * The shell of the session runs it, in its folder and with what it exports.
 */
export function interpreted(
  step: Step & { readonly interpreter: string },
  session: Pick<Session, 'ownFolder'>,
): Interpreted {
  const file = fileName(step);
  const path = `${session.ownFolder}/blocks/${file}`;
  // A name of a step has no character in it that a shell would read, but that is the reader's care.
  const word = `'${path.replaceAll("'", "'\\''")}'`;
  return step.interpreter.includes('{}')
    ? { file, path, script: step.interpreter.replaceAll('{}', () => word), names: [file] }
    : {
        ...{ file, path },
        script: `{ ${step.interpreter}\n} <${word}`,
        names: ['<stdin>', '[stdin]', 'stdin', 'STDIN', '-'],
      };
}

function fileName({ id, language }: Step): string {
  const name = language.toLowerCase();
  const known = Object.hasOwn(suffixes, name) ? suffixes[name] : undefined;
  const suffix = known ?? (/^[a-z][a-z0-9]{0,11}$/.test(name) ? name : 'txt');
  return id.endsWith(`.${suffix}`) ? id : `${id}.${suffix}`;
}

/** What an interpreter has written, with the name of the block's file in place of our path to it. */
export function withoutPath(output: Uint8Array, { path, file }: Interpreted): Uint8Array {
  const bytes = Buffer.from(output.buffer, output.byteOffset, output.byteLength);
  if (!bytes.includes(path)) return output;
  // latin1 keeps every byte, and the path is ASCII.
  return Buffer.from(bytes.toString('latin1').replaceAll(path, file), 'latin1');
}

/** A job whose output has the name of the block's file, too. */
export function jobAsWritten(job: BackgroundJob, block: Interpreted): BackgroundJob {
  return {
    output() {
      const output = job.output();
      const stdout = withoutPath(output.stdout, block);
      return { ...output, stdout, stderr: withoutPath(output.stderr, block) };
    },
    ended: job.ended,
    stop: (graceMs) => job.stop(graceMs),
  };
}

/**
 * The 1-based line of the block that an interpreter names in its complaint: as Python and Perl do, of
 * which the last one is what ended it, or as the many do that write `file:line`, the deepest call first.
 */
export function complaintLine(stderr: Uint8Array, { names }: Interpreted): number | undefined {
  const tail = Buffer.from(stderr.slice(-8192)).toString('latin1');
  const name = names.map((one) => one.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&')).join('|');
  const sentences = new RegExp(`(?:File "(?:${name})",| at (?:${name})) line (\\d{1,6})\\b`, 'g');
  const places = new RegExp(`(?:^|[\\s"'(])(?:${name})(?:: line |:)(\\d{1,6})\\b`, 'm');
  const found = [...tail.matchAll(sentences)].at(-1) ?? places.exec(tail);
  return found?.[1] === undefined ? undefined : Number(found[1]);
}
