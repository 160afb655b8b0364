import type { DiagnosticCode } from '../../model/codes.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import { nearest } from '../../model/nearest.ts';
import { durationForm, parseDuration } from '../../model/quantity.ts';
import type { StepRole } from '../../model/runbook.ts';
import type { SourceFile, Span } from '../../model/source.ts';
import { attributeSpan, type Block } from './blocks.ts';
import { longestMs } from './settings.ts';

/** The attributes of a step, each checked. One that is wrong is absent and has its diagnostic. */
export interface StepAttributes {
  readonly name?: string | undefined;
  readonly title?: string | undefined;
  readonly role?: StepRole | undefined;
  readonly exit?: number | undefined;
  readonly timeoutMs?: number | undefined;
  readonly skip?: string | undefined;
  readonly file?: string | undefined;
  readonly hidden: boolean;
}

const roles: readonly StepRole[] = ['setup', 'check', 'fault', 'fix', 'teardown'];

/** Of the design, and not done by this version: a step that has one must not run as if it had not. */
const comingAttributes: ReadonlySet<string> = new Set([
  'background',
  'every',
  'idempotent',
  'ready',
  'retry',
]);

/** How a word such as `run` is to be read that other generators write as a pair. */
type Value = string | true;

interface Draft {
  name?: string;
  title?: string;
  role?: StepRole;
  exit?: number;
  timeoutMs?: number;
  skip?: string;
  file?: string;
  hidden: boolean;
}

interface Problem {
  readonly message: string;
  readonly hint?: string | undefined;
}

const readers: Readonly<Record<string, (value: Value, draft: Draft) => Problem | undefined>> = {
  name(value, draft) {
    if (value === true) return { message: '`name` has no value', hint: 'write `name=install`' };
    // It becomes an anchor and the word that people and reports call the step by.
    if (!/^[A-Za-z][A-Za-z0-9._-]{0,63}$/.test(value)) {
      return {
        message: `\`${shown(value)}\` is no name for a step`,
        hint: 'begin with a letter, go on with letters, digits, `-`, `_` and `.`, at most 64',
      };
    }
    if (/^step-\d+$/.test(value)) {
      return {
        message: `\`${value}\` is the name of a step that has none`,
        hint: 'give it a name that says what it does',
      };
    }
    draft.name = value;
    return undefined;
  },
  title(value, draft) {
    if (value === true) return { message: '`title` has no value', hint: 'write `title="…"`' };
    draft.title = value;
    return undefined;
  },
  role(value, draft) {
    if (value === true) {
      return { message: '`role` has no value', hint: `the roles are ${roles.join(', ')}` };
    }
    const role = roles.find((one) => one === value);
    if (role !== undefined) {
      draft.role = role;
      return undefined;
    }
    const near = nearest(value, roles);
    return {
      message: `\`${shown(value)}\` is no role of a step`,
      hint: near === undefined ? `the roles are ${roles.join(', ')}` : `did you mean \`${near}\`?`,
    };
  },
  exit(value, draft) {
    if (value === true)
      return { message: '`exit` has no value', hint: 'write a number, as in `exit=1`' };
    if (!/^\d{1,3}$/.test(value) || Number(value) > 255) {
      return {
        message: `\`${shown(value)}\` is no exit status`,
        hint: 'write a number from 0 to 255, for example `exit=1`',
      };
    }
    draft.exit = Number(value);
    return undefined;
  },
  timeout(value, draft) {
    if (value === true) return { message: '`timeout` has no value', hint: 'write `timeout=10s`' };
    const ms = parseDuration(value);
    if (ms === undefined) {
      return { message: `\`${shown(value)}\` is no time limit`, hint: `write ${durationForm}` };
    }
    if (ms > longestMs) {
      return { message: `the time limit ${value} is longer than an hour`, hint: 'make it shorter' };
    }
    draft.timeoutMs = ms;
    return undefined;
  },
  skip(value, draft) {
    if (value === true || value.trim() === '') {
      return { message: '`skip` gives no reason', hint: 'write `skip="needs a real disk"`' };
    }
    draft.skip = value;
    return undefined;
  },
  file(value, draft) {
    if (value === true) {
      return { message: '`file` names no path', hint: 'write `file=/work/app.conf`' };
    }
    draft.file = value;
    return undefined;
  },
  run: (value) => wordOnly('run', value),
  hidden(value, draft) {
    draft.hidden = true;
    return wordOnly('hidden', value);
  },
};

function wordOnly(name: string, value: Value): Problem | undefined {
  return value === true
    ? undefined
    : { message: `\`${name}\` takes no value`, hint: `write \`${name}\` alone, or leave it out` };
}

function shown(value: string): string {
  return value.slice(0, 80);
}

const mostProblems = 10;

/** Reads what is written behind the language of a block that is a step. */
export function readAttributes(
  source: SourceFile,
  block: Block,
): { readonly attributes: StepAttributes; readonly diagnostics: readonly Diagnostic[] } {
  const draft: Draft = { hidden: block.comment };
  const diagnostics: Diagnostic[] = [];
  const add = (code: DiagnosticCode, span: Span, problem: Problem): void => {
    diagnostics.push(diagnosticAt(source, span, { code, ...problem }));
  };
  for (const problem of block.info.problems.slice(0, mostProblems)) {
    add('runbook-info', block.infoSpan, problem);
  }
  for (const [key, value] of block.info.attributes) {
    // One line has this many mistakes only when it is no info string at all.
    if (diagnostics.length >= mostProblems) break;
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    const at = (): Span => attributeSpan(source, block, key);
    if (reader !== undefined) {
      const problem = reader(value, draft);
      if (problem !== undefined) add('runbook-attribute-invalid', at(), problem);
    } else if (comingAttributes.has(key)) {
      // A step that is not run cannot run otherwise than it says.
      if (block.info.attributes.has('skip')) continue;
      add('runbook-unsupported', at(), {
        message: `the attribute \`${key}\` is not supported yet`,
        hint: 'leave it out, or mark the step `skip="…"` with a reason',
      });
    } else add('runbook-attribute-unknown', at(), unknown(key));
  }
  return { attributes: draft, diagnostics };
}

function unknown(key: string): Problem {
  const known = [...Object.keys(readers), ...comingAttributes];
  const near = nearest(key, known);
  return {
    message: `\`${key.slice(0, 80)}\` is no attribute of a step`,
    hint:
      near === undefined
        ? `the attributes are ${Object.keys(readers).join(', ')}`
        : `did you mean \`${near}\`?`,
  };
}
