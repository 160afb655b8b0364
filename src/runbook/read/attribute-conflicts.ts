import type { Problem } from './attribute-reader.ts';

export interface Conflict extends Problem {
  /** The attribute where it is told. */
  readonly key: string;
}

/** What attributes cannot mean together, or without another, whatever their values. */
export function attributeConflicts(keys: Keys): readonly Conflict[] {
  return [...table.flatMap((one) => clashes(one, keys)), ...ofFile(keys)];
}

/** The attributes that are given. */
interface Keys {
  has(key: string): boolean;
}

interface Clash extends Conflict {
  readonly with?: string;
  readonly without?: string;
}

const table: readonly Clash[] = [
  {
    key: 'ready',
    without: 'background',
    message: '`ready` means nothing without `background`',
    hint: 'add `background`, or leave it out',
  },
  {
    key: 'every',
    without: 'retry',
    message: '`every` means nothing without `retry`',
    hint: 'say how often, as in `retry=3 every=2s`',
  },
  {
    key: 'mode',
    without: 'file',
    message: '`mode` means nothing without `file`',
    hint: 'say which file, as in `file=/work/run.sh mode=0755`',
  },
  {
    key: 'retry',
    with: 'background',
    message: '`retry` contradicts `background`: the step is started and left running',
    hint: 'wait for it with `ready=…`, and retry a step that uses it',
  },
  {
    key: 'idempotent',
    with: 'background',
    message: '`idempotent` contradicts `background`: what keeps running cannot run a second time',
    hint: 'leave one of them out',
  },
  {
    key: 'timeout',
    with: 'background',
    without: 'ready',
    message: 'the `timeout` of a background step says how long it may take to be ready',
    hint: 'say what is waited for with `ready=…`, or leave it out',
  },
];

function clashes(one: Clash, keys: Keys): readonly Conflict[] {
  const { key, message, hint } = one;
  const isThere =
    keys.has(key) &&
    (one.with === undefined || keys.has(one.with)) &&
    (one.without === undefined || !keys.has(one.without));
  return isThere ? [{ key, message, hint }] : [];
}

/** What says how a block is run, where it is not run. */
const ofRunning = ['interpreter', 'background', 'stop', 'retry', 'idempotent', 'exit'];

function ofFile(keys: Keys): readonly Conflict[] {
  if (!keys.has('file')) return [];
  return ofRunning
    .filter((key) => keys.has(key))
    .map((key) => ({
      key,
      message: `\`${key}\` contradicts \`file\`: the block is written to a file and not run`,
      hint: `leave it out, or write \`${key}\` at the step that runs the file`,
    }));
}
