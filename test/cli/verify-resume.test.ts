import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bubblewrap, describeWith } from '../requirements.ts';
import { ended, folderWith, run, start, write } from './rutter.ts';

const page = (...commands: readonly string[]) =>
  `# A page\n\n${commands.map((one) => `\`\`\`sh\n${one}\n\`\`\`\n`).join('\n')}`;
const files = {
  'rutter.config.mjs': 'export default { verify: { cache: { enabled: false } } };\n',
  'content/runbooks/a.md': page('false'),
  'content/runbooks/b.md': page('true'),
  'content/runbooks/c.md': page('echo first words', 'sleep 4'),
  'content/runbooks/d.md': page('true'),
};
const args = ['verify', '--engine', 'bubblewrap', '--jobs', '1'];
const journal = (cwd: string) => join(cwd, '.rutter/run.jsonl');

/** Resolves when the journal says something. */
async function journalSays(cwd: string, words: string): Promise<void> {
  const text = () => (existsSync(journal(cwd)) ? readFileSync(journal(cwd), 'utf8') : '');
  while (!text().includes(words)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A run of which two runbooks and one step of the third are done, and which is then killed. */
async function killed(): Promise<string> {
  const cwd = folderWith(files);
  const child = start(args, { cwd });
  const over = ended(child);
  await journalSays(cwd, 'first words');
  child.kill('SIGKILL');
  expect((await over).status).toBeNull();
  return cwd;
}

interface Found {
  readonly reports: readonly { runbook: string; status: string; startedAt: string }[];
}

/** When the runs of a journal or a report began, by their runbooks. */
function begun(reports: Found['reports']) {
  return Object.fromEntries(reports.map((one) => [one.runbook, one.startedAt]));
}

function journalled(cwd: string): Found['reports'] {
  const lines = readFileSync(journal(cwd), 'utf8').split('\n');
  return lines.flatMap((line) => JSON.parse(line.slice(17) || '{}').report ?? []);
}

describeWith(bubblewrap(), 'a run that was killed', () => {
  test('goes on where it was: what had ended is not run again, failures too', async () => {
    const cwd = await killed();
    const before = begun(journalled(cwd));
    expect(Object.keys(before)).toEqual(['runbooks/a', 'runbooks/b']);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const again = await run([...args, '--resume', '--verbose', '--json-file', 'out.json'], { cwd });
    expect(again.stderr).toContain('going on: 2 runs had ended\n');
    expect(again.stderr).toContain('c.md had ended 1 step of 2, and begins anew');
    expect(again.stderr).toMatch(/^ +first words$/m);
    expect(again.stdout).toMatch(/^4 runbooks: 3 passed, 1 failed /m);
    expect(again.status).toBe(1);
    const found: Found = JSON.parse(readFileSync(join(cwd, 'out.json'), 'utf8'));
    expect(found.reports.map((one) => one.status)).toEqual([
      'failed',
      'passed',
      'passed',
      'passed',
    ]);
    const after = begun(found.reports);
    expect(after).toMatchObject(before);
    expect(after['runbooks/d']).not.toBe(before['runbooks/b']);
    expect(existsSync(journal(cwd))).toBe(false);
  }, 60_000);

  test('what has changed since is run anew, the rest is not', async () => {
    const cwd = await killed();
    write(cwd, {
      'content/runbooks/a.md': page('true'),
      'content/runbooks/c.md': page('true'),
    });
    const again = await run([...args, '--resume'], { cwd });
    expect(again.stderr).toContain(
      'going on: 2 runs had ended; what has changed since is run anew\n',
    );
    expect(again.stdout).toMatch(/^4 runbooks: 4 passed /m);
    expect(again.status).toBe(0);
  }, 60_000);

  test('a run that goes on can be killed, too', async () => {
    const cwd = await killed();
    const child = start([...args, '--resume'], { cwd });
    const over = ended(child);
    await journalSays(cwd, 'first words');
    child.kill('SIGKILL');
    await over;
    expect(journalled(cwd).map((one) => one.runbook)).toEqual(['runbooks/a', 'runbooks/b']);
    const last = await run([...args, '--resume'], { cwd });
    expect(last.stderr).toContain('going on: 2 runs had ended\n');
    expect(last.stdout).toMatch(/^4 runbooks: 3 passed, 1 failed /m);
  }, 60_000);

  test('without one everything is run, and that is said', async () => {
    const cwd = folderWith({ 'content/runbooks/b.md': page('true') });
    const { status, stdout, stderr } = await run([...args, '--resume'], { cwd });
    expect(stderr).toContain('there is no run to go on with: everything is run\n');
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^1 runbook: 1 passed/m)]);
  });
});
