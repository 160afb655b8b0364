import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { liveLines } from '../../src/cli/live-view.ts';
import { ansi, columnsOf } from '../../src/cli/safe-text.ts';
import { createTally } from '../../src/cli/verify-tally.ts';
import { passOf, runbookOf, stepOf } from '../cache/reports.ts';
import { bubblewrap, describeWith, pseudoTerminal } from '../requirements.ts';
import { compiled, folderWith } from './rutter.ts';
import { screenAfter } from './terminal.ts';

const where = { root: '/site', cwd: '/site' };
const bookOf = (name: string) => {
  const { source } = runbookOf();
  return runbookOf({ id: name, source: { ...source, path: `content/runbooks/${name}.md` } });
};

/** Three of five run, one is done, one waits; it is ten seconds after the start. */
function tallyOf(names: readonly string[] = ['disk-full', 'restore', 'rotate-keys']) {
  const tally = createTally(0);
  const found = { type: 'found', runbooks: [], runs: names.length + 2, jobs: 3 } as const;
  tally.on(found, 0);
  const done = bookOf('done');
  tally.on({ type: 'runbook-known', runbook: done, report: passOf(done, { cached: true }) }, 0);
  tally.on({ type: 'runbook-queued', runbook: bookOf('later'), expectedMs: 6000 }, 0);
  for (const [index, name] of names.entries()) {
    const runbook = bookOf(name);
    const image = index === 0 ? 'debian:12' : undefined;
    tally.on({ type: 'runbook-queued', runbook, image, expectedMs: 13_000 }, 0);
    tally.on({ type: 'runbook-start', runbook, image }, 1000 * index);
    const step = stepOf({ id: 'grow-the-log', number: 3 });
    if (index === 0) tally.on({ type: 'step-start', runbook, image, step, total: 7 }, 2000);
  }
  return tally;
}

const drawn = (columns: number, rows: number, names?: readonly string[]) =>
  liveLines(tallyOf(names), { columns, rows }, where, 10_000).map((line) => ansi(line, false));

describe('the live view', () => {
  test('has a line for each that runs, and one for all', () => {
    expect(drawn(80, 24).map((line) => line.slice(line.startsWith('1/') ? 0 : 2))).toEqual([
      'content/runbooks/disk-full.md in debian:12  3/7 grow-the-log  10 s',
      'content/runbooks/restore.md  starting  9 s',
      'content/runbooks/rotate-keys.md  starting  8 s',
      '1/5 done · 1 known · 10 s · about 6 s left',
    ]);
  });
  test('fits every terminal, whatever the names are', () => {
    const names = ['x'.repeat(300), '日本語'.repeat(60), '\u001b[2J\u202e\r\n'];
    for (let columns = 1; columns <= 120; columns += 1) {
      for (const rows of [1, 2, 3, 4, 5, 6, 24]) {
        const lines = drawn(columns, rows, names);
        expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
        for (const line of lines) {
          expect(columnsOf(line), `${columns} columns: ${line}`).toBeLessThan(Math.max(2, columns));
          expect(line).not.toMatch(/[\p{Cc}\u202e]/u);
        }
      }
    }
  });
  test('at 40 columns the name of the file, the step and the time are seen', () => {
    expect(drawn(40, 24)[0]).toMatch(/disk-full.*3\/7 grow.* 10 s$/);
  });
  test('is empty until the plan is known', () => {
    expect(liveLines(createTally(0), { columns: 80, rows: 24 }, where, 10_000)).toEqual([]);
  });
  test('a run that was stopped has not failed', () => {
    const tally = tallyOf();
    const runbook = bookOf('restore');
    const report = passOf(runbook, { status: 'error', reason: 'interrupted' });
    tally.on({ type: 'runbook-end', runbook, report }, 9000);
    expect(tally.counts()).toMatchObject({ done: 2, failed: 0 });
    tally.on({ type: 'runbook-end', runbook, report: { ...report, reason: 'it died' } }, 9000);
    expect(tally.counts()).toMatchObject({ done: 3, failed: 1 });
  });
  test('says how many it has no room for', () => {
    expect(drawn(80, 5)[1]).toBe('  and 2 more');
  });
});

const page = (command: string) => `# A page\n\n\`\`\`sh\n${command}\n\`\`\`\n`;

/**
 * All that `verify` writes to a terminal of this size, and how it ended. Where `interrupts` is in it,
 * Ctrl-C is typed.
 */
async function onTerminal(
  cwd: string,
  size: { readonly columns: number; readonly rows: number },
  interrupts?: RegExp,
): Promise<{ readonly output: string; readonly status: number | null }> {
  const { PATH = '', HOME = '' } = process.env;
  const rutter = `${process.execPath} ${compiled()} verify --engine bubblewrap --jobs 2 --force`;
  const command = `stty cols ${size.columns} rows ${size.rows}; echo begin; exec ${rutter}`;
  const child = spawn('script', ['-qfec', command, '/dev/null'], {
    cwd,
    env: { PATH, HOME, TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  let isTyped = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (isTyped || interrupts === undefined || !interrupts.test(output)) return;
    isTyped = true;
    child.stdin.write('\u0003');
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { output: output.slice(output.indexOf('begin') + 'begin\r\n'.length), status };
}

/** What is left when every frame of the view has been drawn over, as lines of any length. */
const leftOf = (output: string, rows: number) => screenAfter(output, { columns: 1000, rows }).lines;

const both = {
  name: 'bubblewrap and script',
  missing: bubblewrap().missing ?? pseudoTerminal().missing,
};
const ofTheView = /\d\/2 done|starting|[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/;

describeWith(both, 'on a terminal', () => {
  const files = {
    'content/runbooks/a-rather-long-name-of-a-runbook.md': page('sleep 1'),
    'content/runbooks/b.md': page('sleep 0.7; false'),
  };
  for (const size of [
    { columns: 40, rows: 8 },
    { columns: 100, rows: 30 },
    { columns: 40, rows: 2 },
  ]) {
    test(`of ${size.columns} columns and ${size.rows} rows nothing is left of it`, async () => {
      const { output, status } = await onTerminal(folderWith(files), size);
      expect(status).toBe(1);
      expect(output).toMatch(/1\/2 done/);
      const left = leftOf(output, size.rows);
      expect(left.join('\n')).not.toMatch(ofTheView);
      expect(left[0]).toMatch(/^✔ content\/runbooks\/a-rather-long-name-of-a-runbook\.md/);
      expect(left.at(-1)).toMatch(/^2 runbooks: 1 passed, 1 failed/);
      // As if there had been no view: no line of it was broken by the edge, none was scrolled away.
      const plain = screenAfter(`${left.join('\r\n')}\r\n`, size);
      expect(screenAfter(output, size)).toEqual(plain);
    });
  }
  test('Ctrl-C stops what runs, says so, and leaves nothing of it', async () => {
    const cwd = folderWith({
      'content/runbooks/a.md': page('sleep 300'),
      'content/runbooks/b.md': page('true'),
    });
    const size = { columns: 60, rows: 20 };
    const { output, status } = await onTerminal(cwd, size, /1\/2 done/);
    expect(status).toBe(130);
    const left = leftOf(output, size.rows).join('\n');
    expect(left).not.toMatch(ofTheView);
    expect(left).toContain('interrupted: the rest was not run; `--resume` goes on from here');
    expect(left).toMatch(/^2 runbooks: 1 passed, 1 interrupted/m);
  });
});
