import type { FindVariables } from '../../markdown/code/variables.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import { hasKey } from '../../model/key-place.ts';
import type { Entry } from '../../model/page.ts';
import { isPlainPattern, plainValue } from '../../model/plain-value.ts';
import type { Step, Variable } from '../../model/runbook.ts';
import type { Span } from '../../model/source.ts';
import { placeOf } from '../read/place.ts';
import { type CommandPlace, filledPlaces, stepVariables } from './step-variables.ts';

/** The variables of a page in one of its steps, and what is to be told of them there. */
export interface VariablesOfStep extends Pick<Step, 'needs' | 'leaves' | 'twice'> {
  readonly find: FindVariables | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the steps of a page in their order. */
export class PageVariables {
  readonly #entry: Entry;
  /** Those that no step before has given a value itself. */
  #open: readonly string[];
  readonly #unused: Set<string>;
  readonly #all: ReadonlyMap<string, Variable>;
  readonly #filled: Set<string> = new Set();
  /** The first place of each in a form in which no value can stand. */
  readonly #forms: Map<string, Diagnostic> = new Map();
  readonly #told: Set<string> = new Set();

  constructor(entry: Entry) {
    this.#entry = entry;
    const { variables = [] } = entry.frontmatter.runbook ?? {};
    this.#all = new Map(variables.map((one) => [one.name, one]));
    this.#open = [...this.#all.keys()];
    this.#unused = new Set(this.#open);
  }

  step(step: Omit<Step, 'digest'>): VariablesOfStep {
    if (this.#open.length === 0) return nothing;
    const found = stepVariables(step, this.#open);
    for (const name of found.named) this.#unused.delete(name);
    const { filled } = found;
    const set = firsts(found.assigned);
    const diagnostics = [...set.values()].map((one) => this.#assigned(step, one));
    // Nobody fills or copies what is not shown.
    if (!step.hidden) {
      for (const name of [...filled, ...(found.forms.length === 0 ? found.needed : [])]) {
        this.#filled.add(name);
      }
      for (const one of firsts(found.forms).values()) {
        if (!this.#forms.has(one.name)) this.#forms.set(one.name, this.#unfilled(step, one));
      }
      diagnostics.push(
        ...[...firsts(found.left).values()].map((one) => this.#left(step, one)),
        ...[...firsts(found.twice).values()].flatMap((one) => this.#twice(step, one)),
      );
    }
    const namesOf = (places: readonly CommandPlace[]): readonly string[] | undefined => {
      const names = this.#open.filter((name) => places.some((one) => one.name === name));
      return names.length === 0 ? undefined : names;
    };
    const leaves = namesOf(found.left);
    const twice = namesOf(found.twice);
    this.#open = this.#open.filter((name) => !set.has(name));
    return {
      ...(found.needed.length > 0 && { needs: found.needed }),
      ...(leaves && { leaves }),
      ...(twice && { twice }),
      find: filled.size === 0 ? undefined : (script) => filledPlaces(script, filled),
      diagnostics,
    };
  }

  #warning(
    { commands }: Pick<Step, 'commands'>,
    one: CommandPlace,
    what: Pick<Diagnostic, 'code' | 'message' | 'hint'>,
  ): Diagnostic {
    const { source } = this.#entry;
    const command = commands[one.command];
    const span = command && placeOf(source, command, one);
    return diagnosticAt(source, span, { ...what, severity: 'warning' });
  }

  #assigned(step: Pick<Step, 'commands'>, one: CommandPlace): Diagnostic {
    return this.#warning(step, one, {
      code: 'runbook-variable-assigned',
      message: `\`${one.name}\` is a variable that readers fill in, and is given a value here`,
      hint: 'remove the line, or give one of the two another name: from here on it is not filled in',
    });
  }

  #left(step: Pick<Step, 'commands'>, one: CommandPlace): Diagnostic {
    const { name } = one;
    return this.#warning(step, one, {
      code: 'runbook-variable-unfilled',
      message: `\`${name}\` stands in quotes in which nothing is expanded, so no value is filled in here`,
      hint: `end the quotes before it, as in \`'…'"$${name}"'…'\`, or give it to a shell as a word: \`sh -c '… "$1"' sh "$${name}"\`; call it otherwise if another is meant`,
    });
  }

  #unfilled(step: Pick<Step, 'commands'>, one: CommandPlace): Diagnostic {
    const { name } = one;
    return this.#warning(step, one, {
      code: 'runbook-variable-unfilled',
      message: `\`${name}\` is filled in nowhere: in this form no value can stand`,
      hint: `write \`$${name}\` or \`"$${name}"\`; for a part of it \`x=$${name}\` first, and then \`\${x%.*}\``,
    });
  }

  /** Of those that a field keeps to plain text all is well: see the theme's part `variables`. */
  #twice(step: Pick<Step, 'commands'>, one: CommandPlace): readonly Diagnostic[] {
    const { name } = one;
    const { pattern, default: example = '' } = this.#all.get(name) ?? {};
    const isPlain = pattern === undefined ? plainValue.test(example) : isPlainPattern(pattern);
    if (isPlain || this.#told.has(name)) return [];
    this.#told.add(name);
    return [
      this.#warning(step, one, {
        code: 'runbook-variable-twice',
        message: `\`${name}\` is evaluated twice here, and ${pattern === undefined ? 'its example' : 'what its `pattern` lets through'} may then be code`,
        hint: `give it to the other shell as a word, as in \`sh -c '… "$1"' sh "$${name}"\`, or have a \`pattern\` such as \`[\\w.\\-]+\``,
      }),
    ];
  }

  /** Once all steps are read: variables that none of them names, that none can be given, or that none should. */
  declared(spanOf: (name: string) => Span | undefined): readonly Diagnostic[] {
    const unfilled = [...this.#forms].flatMap(([name, one]) => {
      return this.#filled.has(name) ? [] : [one];
    });
    // What a folder gives may be for others.
    if (!hasKey(this.#entry, 'runbook')) return unfilled;
    return [...unfilled, ...this.#unnamed(spanOf), ...this.#secrets(spanOf)];
  }

  #secrets(spanOf: (name: string) => Span | undefined): readonly Diagnostic[] {
    return [...this.#all.keys()].filter(soundsSecret).map((name) =>
      diagnosticAt(this.#entry.source, spanOf(name), {
        code: 'runbook-variable-secret',
        severity: 'warning',
        message: `\`${name}\` is called like a secret, and what is typed into a page is none`,
        hint: `put it under \`secrets\`, which come from the environment; if it is none, give it another name, such as \`${name}_NAME\``,
      }),
    );
  }

  #unnamed(spanOf: (name: string) => Span | undefined): readonly Diagnostic[] {
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

/** By its last word: `DB_PASSWORD`, `ApiToken`; not `TOKEN_ID`, `KEY_FILE`, `PUBLIC_KEY`. */
function soundsSecret(name: string): boolean {
  const ending =
    /(?:password|passwd|passphrase|secret|token|credential|apikey)s?$|(?:^|_)(?:pass|pwd?|pin|key)s?$/i;
  const open = /(?:public|primary|foreign|partition|sort|row|cache|index|lookup|object)_?keys?$/i;
  return ending.test(name) && !open.test(name);
}

function firsts(places: readonly CommandPlace[]): ReadonlyMap<string, CommandPlace> {
  return new Map(places.map((one) => [one.name, one] as const).reverse());
}

const nothing: VariablesOfStep = { find: undefined, diagnostics: [] };
