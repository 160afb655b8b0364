import type { Finding, LintedScript, LintedStep, Rule } from './finding.ts';
import { alwaysSucceeds, isPlainAnswer } from './known-commands.ts';
import { parseShell } from './shell/parse.ts';
import type { Command, Item, Script, Simple, Stretch } from './shell/tree.ts';
import { nameOf, onlySimple, type PlacedItem, pipelinesOf, placedItems } from './walk.ts';

/**
 * `weak-pipeline`, `weak-errexit`, `weak-check`: text for another shell, `sh -c '…'` or `ssh host '…'`,
 * which begins without `set -e` and `pipefail`.
 */
export const otherShell: Rule = (linted) =>
  linted.scripts.flatMap((script) =>
    placedItems(script.script).flatMap((placed) =>
      pipelinesOf(placed.item).flatMap(({ commands }) =>
        commands.flatMap((command) => {
          const given = command.kind === 'simple' ? givenScript(command, script) : undefined;
          return given === undefined ? [] : findingsIn(given, { placed, script, linted });
        }),
      ),
    ),
  );

interface Given {
  /** The shell, as it is called there. */
  readonly shell: string;
  /** The word with the script, or the command whose here-document it is. */
  readonly place: Stretch;
  readonly items: Script;
  readonly errexit: boolean;
  readonly pipefail: boolean;
}

const shells = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);

function givenScript(command: Simple, { text }: LintedScript): Given | undefined {
  const names = command.words.map((word) => word.literal ?? '');
  const at = names.findIndex((name) => shells.has(name.replace(/^.*\//, '')));
  if (at === -1 && names[0] !== 'ssh') return undefined;
  const index = at === -1 ? names.length - 1 : scriptIndex(names, at);
  const word = command.words[index];
  const body = takesInput(names, at) ? command.heredocs.at(-1)?.body : undefined;
  const inner = body ?? (word && (word.literal ?? unquoted(text.slice(word.start, word.end))));
  const place = body === undefined ? word : command;
  if (place === undefined || inner === undefined) return undefined;
  const options =
    at === -1 ? '' : names.slice(at + 1, body === undefined ? index : undefined).join(' ');
  return {
    shell: names[at] ?? 'ssh',
    place,
    items: parseShell(inner) ?? [],
    errexit: /(?:^| )-[a-z]*e/.test(options) || /\bset -\w*e/.test(inner),
    pipefail: /pipefail/.test(options + inner),
  };
}

/** Which word is the script of `sh -c`; -1 where none is. */
function scriptIndex(names: readonly string[], shell: number): number {
  const option = names.findIndex((name, index) => index > shell && /^-[a-z]*c$/.test(name));
  return option === -1 ? -1 : option + 1;
}

/** `sh`, `bash -s`, `ssh host`: what they read is a script. */
function takesInput(names: readonly string[], shell: number): boolean {
  if (shell !== -1) return names.slice(shell + 1).every((name) => /^-(?:[a-bd-z]*|-)$/.test(name));
  return names.slice(1).filter((name) => !name.startsWith('-')).length === 1;
}

/** The inside of `"cd $x; make"`, where the expansions stand as they are. */
function unquoted(written: string): string | undefined {
  const [, inside] = /^"((?:[^"\\]|\\[\s\S])*)"$/.exec(written) ?? [];
  return inside?.replace(/\\(["\\$`])/g, '$1');
}

interface Context {
  readonly placed: PlacedItem;
  readonly script: LintedScript;
  readonly linted: LintedStep;
}

function findingsIn(given: Given, { placed, script, linted }: Context): readonly Finding[] {
  const { shell, place, items, errexit, pipefail } = given;
  const span = script.spanOf(place);
  const isHidden = placedItems(items).some(({ item }) =>
    pipelinesOf(item).some(({ commands }) => hidesFailure(commands)),
  );
  if (isHidden && !pipefail) {
    return [
      {
        code: 'weak-pipeline',
        span,
        message: `this \`${shell}\` sees only the last part of its pipeline fail`,
        hint: 'begin it with `set -o pipefail;`, or pipe outside of it',
      },
    ];
  }
  const isAnswer = placed.where === 'condition' || placed.where === 'substitution';
  if (isAnswer || script.isOutputCompared || linted.step.role === 'teardown') return [];
  if (isSwallowed(items.at(-1))) {
    return [
      {
        code: 'weak-check',
        span,
        message: `this \`${shell}\` cannot fail the step`,
        hint: 'leave out what stands behind its last `||`',
      },
    ];
  }
  if (errexit || !items.slice(0, -1).some(failsUnseen)) return [];
  return [
    {
      code: 'weak-errexit',
      span,
      message: `this \`${shell}\` goes on after a command that fails`,
      hint: 'join its commands with `&&`, or begin it with `set -e;`',
    },
  ];
}

function isSwallowed(item: Item | undefined): boolean {
  const last = item?.rest.at(-1);
  return last?.operator === '||' && alwaysSucceeds(last.pipeline);
}

/** Builtins that prepare something, and what only takes time. */
const preparing = new Set(
  'set export trap umask unset shift shopt alias exec sleep wait'.split(' '),
);

function failsUnseen(item: Item): boolean {
  if (item.background || item.rest.some(({ operator }) => operator === '||')) return false;
  const command = onlySimple(item.first);
  if (command === undefined || command.words.length === 0 || isPlainAnswer([item])) return false;
  return !preparing.has(nameOf(command) ?? '');
}

/** What goes on whatever comes, or nothing, through the pipe. */
const swallowing = new Set('tee cat head tail sort uniq sed tr cut wc'.split(' '));

function hidesFailure(commands: readonly Command[]): boolean {
  const last = commands.at(-1);
  if (commands.length < 2 || last === undefined || !swallowing.has(nameOf(last) ?? ''))
    return false;
  return commands
    .slice(0, -1)
    .some((one) => !alwaysSucceeds({ start: 0, end: 0, negated: false, commands: [one] }));
}
