import { expect, test } from 'vitest';
import { runKey } from '../../src/model/run-key.ts';
import { failedRuns } from '../../src/plan/failed.ts';
import { planRuns, type RunFilter } from '../../src/plan/runs.ts';
import { exampleReport } from '../report/examples.ts';
import { runbookOf } from './examples.ts';

const books = [
  runbookOf('disk', ['fill', 'look #smoke', 'mend', 'look-again #smoke', 'clean #slow']),
  runbookOf('dns', ['ask', 'answer #slow'], { tags: ['smoke'], images: ['debian:12', 'alpine:3'] }),
  runbookOf('port', ['find #slow']),
];

/** `runbook: step step …` for each run; a step that is left out in brackets. */
function planned(filter: RunFilter): readonly string[] {
  const { runs, diagnostics } = planRuns(books, filter);
  expect(diagnostics).toEqual([]);
  return runs.map(({ key, runbook, partial }) => {
    const steps = runbook.steps.map(({ id, skip }) => (skip === undefined ? id : `(${id})`));
    return `${key}${partial ? ' in part' : ''}: ${steps.join(' ')}`;
  });
}

test('nothing asked for is everything, in each image', () => {
  expect(planned({})).toEqual([
    'disk@default: fill look mend look-again clean',
    'dns@debian:12: ask answer',
    'dns@alpine:3: ask answer',
    'port@default: find',
  ]);
});

test('a name runs its page up to the last step that is named', () => {
  expect(planned({ names: ['look'] })).toEqual(['disk@default in part: fill look']);
  expect(planned({ names: ['mend', 'fill', 'ask'] })).toEqual([
    'disk@default in part: fill look mend',
    'dns@debian:12 in part: ask',
    'dns@alpine:3 in part: ask',
  ]);
  // To the last step of the page is all of the page, and proves it.
  expect(planned({ names: ['find'] })).toEqual(['port@default: find']);
});

test('a tag runs pages with it whole, and others up to their last step with it', () => {
  expect(planned({ tags: ['smoke'] })).toEqual([
    'disk@default in part: fill look mend look-again',
    'dns@debian:12: ask answer',
    'dns@alpine:3: ask answer',
  ]);
});

test('with names and tags a step has to have one of each', () => {
  expect(planned({ names: ['look', 'ask', 'find'], tags: ['smoke'] })).toEqual([
    'disk@default in part: fill look',
    'dns@debian:12 in part: ask',
    'dns@alpine:3 in part: ask',
  ]);
});

test('steps with a tag to be skipped are skipped with the reason; what has nothing left is no run', () => {
  expect(planned({ skipTags: ['slow'] })).toEqual([
    'disk@default in part: fill look mend look-again (clean)',
    'dns@debian:12 in part: ask (answer)',
    'dns@alpine:3 in part: ask (answer)',
  ]);
  const [run] = planRuns(books, { skipTags: ['slow'] }).runs;
  expect(run?.runbook.steps.at(-1)?.skip).toBe('left out by `--skip-tag slow`');
  expect(planned({ skipTags: ['smoke'] })).toEqual([
    'disk@default in part: fill (look) mend (look-again) clean',
    'port@default: find',
  ]);
  expect(planned({ names: ['find'], skipTags: ['slow'] })).toEqual([]);
});

test('names and tags that nothing has are named, with what they may have meant', () => {
  const { runs, diagnostics } = planRuns(books, {
    names: ['lok', 'xyzzy'],
    tags: ['smok'],
    skipTags: ['slwo'],
  });
  expect(runs).toEqual([]);
  expect(diagnostics.map(({ code, message, hint }) => [code, message, hint])).toEqual([
    ['verify-name', 'no runbook has a step named `lok`', 'did you mean `look`?'],
    [
      'verify-name',
      'no runbook has a step named `xyzzy`',
      '`rutter verify --list` shows the steps',
    ],
    ['verify-tag', 'no runbook and no step has the tag `smok`', 'did you mean `smoke`?'],
    ['verify-tag', 'no runbook and no step has the tag `slwo`', 'did you mean `slow`?'],
  ]);
});

test('tags with commas between them are no list', () => {
  const hint = 'give the option once for each: `--tag smoke --tag slow`';
  expect(planRuns(books, { tags: ['smoke,slow'] }).diagnostics).toMatchObject([{ hint }]);
  const skip = { hint: 'give the option once for each: `--skip-tag slow --skip-tag smoke`' };
  expect(planRuns(books, { skipTags: ['slow, smoke'] }).diagnostics).toMatchObject([skip]);
});

test('two runs never have the same key', () => {
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['a', undefined],
    ['a', 'default'],
    ['a@b', 'c'],
    ['a', 'b@c'],
    ['a%40b', 'c'],
  ];
  expect(new Set(pairs.map(([id, image]) => runKey(id, image))).size).toBe(pairs.length);
});

test('--failed takes those that failed, in the image in which they did', () => {
  const { runs } = planRuns(books);
  const evidence = [
    exampleReport({ runbook: 'disk', image: undefined, status: 'passed' }),
    exampleReport({ runbook: 'dns', image: 'debian:12', status: 'passed' }),
    exampleReport({ runbook: 'dns', image: 'alpine:3', status: 'failed' }),
    exampleReport({ runbook: 'gone', image: undefined, status: 'failed' }),
  ];
  expect(failedRuns(runs, evidence).map(({ key }) => key)).toEqual(['dns@alpine:3']);
  expect(failedRuns(runs, [])).toEqual([]);
});
