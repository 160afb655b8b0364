import fc from 'fast-check';
import type { TestShell } from './session-ground.ts';
import { bashLeaves, failures, plainLeaves } from './shell-leaves.ts';

/** What one block is in a session, and what stands for it in a script that runs to its end. */
export interface LawBlock {
  readonly script: string;
  /** The same without what a session leaves out: all behind the command that ends the block. */
  readonly reference: string;
  /** What ends the block before its time, with its status; absent: nothing does. */
  readonly status?: number | undefined;
  /** No complete command: nothing of it is run. */
  readonly broken?: boolean | undefined;
}

interface Leaf {
  readonly kind: 'leaf';
  readonly at: number;
  readonly name: number;
}

/** A piece of a block, as fast-check makes it; what it becomes depends on the pieces before it. */
type Piece =
  | Leaf
  | {
      readonly kind: 'wrapped';
      readonly how: number;
      readonly inner: readonly Leaf[];
    }
  | {
      readonly kind: 'end';
      readonly how: number;
      readonly status: number;
      readonly wraps: readonly number[];
    }
  | { readonly kind: 'errexit'; readonly on: boolean }
  | { readonly kind: 'at-exit'; readonly status: number }
  | { readonly kind: 'broken'; readonly at: number };

const number = fc.nat(9999);
const leaf = fc.record({
  kind: fc.constant('leaf' as const),
  at: number,
  name: fc.integer({ min: 1, max: 3 }),
});
const piece: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 24, arbitrary: leaf },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('wrapped' as const),
      how: number,
      inner: fc.array(leaf, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      how: number,
      status: fc.integer({ min: 0, max: 255 }),
      wraps: fc.array(number, { maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('errexit' as const),
      on: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('at-exit' as const),
      status: fc.nat(9),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('broken' as const), at: number }),
  },
);

const brokenTexts = [
  'if true; then',
  'echo "open',
  "echo 'open",
  ')',
  'cat <<X\nx',
  'f() {',
  'done',
  'echo $(',
  'case x in',
];
const wrappers: readonly ((inner: string) => string)[] = [
  (inner) => `if true; then\n${inner}\nfi`,
  (inner) => `for z in 1; do\n${inner}\ndone`,
  (inner) => `{\n${inner}\n}`,
  (inner) => `(\n${inner}\n)`,
  (inner) => `z=$(\n${inner}\n)\necho "$z"`,
  (inner) => `case x in x)\n${inner}\n;; esac`,
  (inner) => `if ! {\n${inner}\n}; then echo failed; fi`,
  (inner) => `{\n${inner}\n} || echo failed`,
];

/** Ways to stand around what ends a block: `[in the session, in the reference]`. */
const endWrappers: readonly ((script: string, reference: string) => readonly [string, string])[] = [
  (script, reference) => [
    `if true; then\n${script}\nfi\necho dead`,
    `if true; then\n${reference}\nfi`,
  ],
  (script, reference) => [
    `for z in 1 2 3; do\n${script}\ndone`,
    `for z in 1; do\n${reference}\ndone`,
  ],
  (script, reference) => [`while :; do\n${script}\ndone`, `while :; do\n${reference}\nbreak\ndone`],
  (script, reference) => [`{\n${script}\n}\necho dead`, `{\n${reference}\n}`],
  (script, reference) => [
    `case x in x)\n${script}\n;; esac`,
    `case x in x)\n${reference}\n;; esac`,
  ],
  (script, reference) => [
    `ending() {\n${script}\n}\nending q\necho dead`,
    `ending() {\n${reference}\n}\nending q\nending() {\n${script}\n}`,
  ],
];

interface State {
  readonly shell: TestShell;
  errexit: boolean;
  /** What the EXIT trap does, where there is one. */
  action: string | undefined;
}

function leafText(
  { at, name }: { readonly at: number; readonly name: number },
  shell: TestShell,
): string {
  const leaves = shell === 'bash' ? [...plainLeaves, ...bashLeaves, ...bashLeaves] : plainLeaves;
  return (leaves[at % leaves.length] ?? '')
    .replaceAll('@', String(name))
    .replaceAll(`{l${name}[${name}]`, `{l${name}[@]`);
}

/** The end of a block: its text, the text that stands for it, and the status; or just a command. */
function endOf(piece: Extract<Piece, { kind: 'end' }>, state: State) {
  const [failing = 'false', failure = 1] = failures[piece.how % failures.length] ?? [];
  const kinds = ['exit', 'fail', 'fail', 'return'] as const;
  const kind = kinds[piece.how % kinds.length] ?? 'exit';
  if (kind === 'fail' && !state.errexit) return { script: failing, reference: failing };
  const status = kind === 'fail' ? failure : piece.status;
  // The EXIT trap runs where a script's would, but for a failing command in bash.
  const fails = kind === 'fail' || (kind === 'return' && status !== 0 && state.errexit);
  const runs = state.action !== undefined && (kind === 'exit' || (fails && state.shell !== 'bash'));
  const last = runs ? `trap - EXIT\n(exit ${status}) && :\n${state.action}` : ':';
  if (runs) state.action = undefined;
  let script = `${kind === 'fail' ? failing : `${kind} ${status}`}\necho dead`;
  let reference = last;
  for (const how of piece.wraps) {
    const wrap =
      endWrappers[how % (kind === 'return' ? endWrappers.length - 1 : endWrappers.length)];
    if (wrap) [script, reference] = wrap(script, reference);
  }
  return { script, reference, status };
}

function blockOf(pieces: readonly Piece[], state: State): LawBlock {
  const script: string[] = [];
  const reference: string[] = [];
  let status: number | undefined;
  const both = (text: string) => {
    script.push(text);
    if (status === undefined) reference.push(text);
  };
  const broken = pieces.find((one) => one.kind === 'broken');
  if (broken?.kind === 'broken') {
    const text = `echo never\n${brokenTexts[broken.at % brokenTexts.length] ?? ''}`;
    return { script: text, reference: '', broken: true };
  }
  for (const one of pieces) {
    switch (one.kind) {
      case 'leaf':
        both(leafText(one, state.shell));
        break;
      case 'wrapped': {
        const inner = one.inner.map((leaf) => leafText(leaf, state.shell)).join('\n');
        both(wrappers[one.how % wrappers.length]?.(inner) ?? inner);
        break;
      }
      case 'errexit':
        both(one.on ? 'set -e' : 'set +e');
        if (status === undefined) state.errexit = one.on;
        break;
      case 'at-exit':
        both(`trap 'echo "bye $?"' EXIT`);
        if (status === undefined) state.action = 'echo "bye $?"';
        break;
      case 'end': {
        if (status !== undefined) {
          script.push('echo dead');
          break;
        }
        const end = endOf(one, state);
        script.push(end.script);
        reference.push(end.reference);
        status = end.status;
        break;
      }
      case 'broken':
        break;
    }
  }
  return { script: script.join('\n'), reference: reference.join('\n'), status };
}

/** Sequences of blocks for a shell. */
export function lawBlocks(shell: TestShell): fc.Arbitrary<readonly LawBlock[]> {
  const block = fc.array(piece, { minLength: 1, maxLength: 6 });
  return fc.array(block, { minLength: 1, maxLength: 7 }).map((blocks) => {
    const state: State = { shell, errexit: true, action: undefined };
    return blocks.map((pieces) => blockOf(pieces, state));
  });
}
