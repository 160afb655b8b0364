import { spawn } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { bubblewrap, describeWith } from '../requirements.ts';
import { compiled, folderWith, run, write } from './rutter.ts';

const page = (command: string) => `# A page\n\n\`\`\`sh\n${command}\n\`\`\`\n`;
const args = ['verify', '--watch', '--engine', 'bubblewrap'];

/** A watching `verify`, with its two streams in one, as on a terminal. It ends with the test. */
function watching(cwd: string) {
  const { PATH = '', HOME = '' } = process.env;
  const command = ['-c', 'exec "$0" "$@" 2>&1', process.execPath, compiled(), ...args];
  const child = spawn('sh', command, { cwd, env: { PATH, HOME } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  let read = 0;
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const over = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    child,
    over,
    /** What it says from the last time on until it says this. */
    async until(words: string): Promise<string> {
      while (!text.includes(words, read)) {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${text}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const end = text.indexOf(words, read) + words.length;
      const said = text.slice(read, end);
      read = end;
      return said;
    },
  };
}

const waiting = 'watching content; Ctrl-C ends it\n';

describeWith(bubblewrap(), 'verify --watch', () => {
  test('runs what is saved, alone; Ctrl-C ends it', async () => {
    const cwd = folderWith({
      'content/runbooks/a.md': page('true'),
      'content/runbooks/b.md': page('true'),
    });
    const { child, over, until } = watching(cwd);
    expect(await until(waiting)).toContain('2 runbooks: 2 passed');
    write(cwd, { 'content/runbooks/a.md': page('false') });
    const failed = await until(waiting);
    expect(failed).toContain('content/runbooks/a.md saved\n');
    expect(failed).toContain('1 runbook: 1 failed');
    expect(failed).not.toContain('b.md');
    write(cwd, { 'content/runbooks/a.md': page('true # again') });
    expect(await until(waiting)).toContain('1 runbook: 1 passed');
    child.kill('SIGINT');
    expect(await over).toBe(130);
  }, 60_000);

  test('what a page includes is a part of it, wherever it lies, and what its folder gives it', async () => {
    const cwd = folderWith({
      'content/runbooks/a.md': '<!--@include: @/parts/a.md-->\n\n<<< ./b.sh\n',
      'content/runbooks/c.md': page('true'),
      'content/runbooks/b.sh': 'true\n',
      'parts/a.md': page('true'),
    });
    const { until } = watching(cwd);
    expect(await until(waiting)).toContain('2 runbooks: 2 passed');
    write(cwd, { 'parts/a.md': page('false') });
    const outside = await until(waiting);
    expect(outside).toContain('parts/a.md saved\n');
    expect(outside).toContain('1 runbook: 1 failed');
    write(cwd, { 'parts/a.md': page('true') });
    expect(await until(waiting)).toContain('1 runbook: 1 passed');
    write(cwd, { 'content/runbooks/b.sh': 'false\n' });
    expect(await until(waiting)).toContain('1 runbook: 1 failed');
    write(cwd, { 'content/runbooks/_meta.yml': 'cascade: {draft: true}\n' });
    expect(await until(waiting)).not.toContain('failed');
  }, 60_000);

  test('a page that is saved while it runs begins anew', async () => {
    const cwd = folderWith({ 'content/runbooks/a.md': page('sleep 300') });
    const { child, over, until } = watching(cwd);
    // What is saved before it watches is read by the first run.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    write(cwd, { 'content/runbooks/a.md': page('echo done') });
    expect(await until(waiting)).toContain('1 runbook: 1 passed');
    child.kill('SIGTERM');
    expect(await over).toBe(143);
  }, 60_000);

  test('a mistake in the configuration is told, and its correction taken', async () => {
    const cwd = folderWith({
      'content/runbooks/a.md': page('true'),
      'rutter.config.mjs': 'export default {};\n',
    });
    const { child, over, until } = watching(cwd);
    await until(waiting);
    write(cwd, { 'rutter.config.mjs': "export default { verify: { jobs: 'many' } };\n" });
    expect(await until(waiting)).toMatch(/the configuration was saved[\s\S]+config-invalid/);
    write(cwd, { 'rutter.config.mjs': "export default { contentDir: 'content' };\n" });
    expect(await until(waiting)).toContain('1 runbook: 1 passed');
    child.kill('SIGINT');
    expect(await over).toBe(130);
  }, 60_000);
});

test('one JSON document cannot be watched', async () => {
  const cwd = folderWith({ 'content/runbooks/a.md': page('true') });
  const { status, stdout } = await run(['verify', '--watch', '--json'], { cwd });
  expect([status, JSON.parse(stdout).diagnostics]).toMatchObject([2, [{ code: 'verify-modes' }]]);
});
