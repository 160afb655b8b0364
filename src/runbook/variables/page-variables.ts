import type { FindVariables } from '../../markdown/code/variables.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import { hasKey } from '../../model/key-place.ts';
import type { Entry } from '../../model/page.ts';
import type { Step } from '../../model/runbook.ts';
import type { Span } from '../../model/source.ts';
import { placeOf } from '../read/place.ts';
import { filledPlaces, type StepVariables, stepVariables } from './step-variables.ts';

/** The variables of a page in one of its steps, and what is to be told of them there. */
export interface VariablesOfStep {
  readonly needs: readonly string[];
  readonly find: FindVariables | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the steps of a page in their order. */
export class PageVariables {
  readonly #entry: Entry;
  /** Those that no step before has given a value itself. */
  #open: readonly string[];
  readonly #unused: Set<string>;

  constructor(entry: Entry) {
    this.#entry = entry;
    const { variables = [] } = entry.frontmatter.runbook ?? {};
    this.#open = variables.map(({ name }) => name);
    this.#unused = new Set(this.#open);
  }

  step(step: Omit<Step, 'digest'>): VariablesOfStep {
    if (this.#open.length === 0) return nothing;
    const found = stepVariables(step, this.#open);
    for (const name of found.named) this.#unused.delete(name);
    const { filled } = found;
    const set = new Map(found.assigned.map((one) => [one.name, one] as const).reverse());
    this.#open = this.#open.filter((name) => !set.has(name));
    return {
      needs: found.needed,
      find: filled.size === 0 ? undefined : (script) => filledPlaces(script, filled),
      diagnostics: [...set.values()].map((one) => this.#assigned(step, one)),
    };
  }

  #assigned(
    { commands }: Pick<Step, 'commands'>,
    one: StepVariables['assigned'][number],
  ): Diagnostic {
    const { source } = this.#entry;
    const command = commands[one.command];
    return diagnosticAt(source, command && placeOf(source, command, one), {
      code: 'runbook-variable-assigned',
      severity: 'warning',
      message: `\`${one.name}\` is a variable that readers fill in, and is given a value here`,
      hint: 'remove the line, or give one of the two another name: from here on it is not filled in',
    });
  }

  /** Once all steps are read: variables that none of them names. What a folder gives may be for others. */
  unused(spanOf: (name: string) => Span | undefined): readonly Diagnostic[] {
    if (!hasKey(this.#entry, 'runbook')) return [];
    return [...this.#unused].map((name) =>
      diagnosticAt(this.#entry.source, spanOf(name), {
        code: 'runbook-variable-unused',
        severity: 'warning',
        message: `no step has the variable \`${name}\``,
        hint: `write \`$${name}\` where its value is meant, or leave it out`,
      }),
    );
  }
}

const nothing: VariablesOfStep = { needs: [], find: undefined, diagnostics: [] };
