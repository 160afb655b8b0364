import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bubblewrap, describeWith, docker } from '../requirements.ts';
import { folderWith, run, said, start } from './rutter.ts';

const pages = {
  'content/runbooks/good.md':
    '# Good\n\n```sh name=greet\necho hello\n```\n\n```output\nhello\n```\n',
  'content/runbooks/bad.md':
    "# Bad\n\n```console name=count\n$ echo one; printf '\\033[31m::error::two\\007\\n'\none\nthree\n```\n",
};

const nowhere = { DOCKER_HOST: 'unix:///nowhere/docker.sock', PATH: '/nowhere' };

describe('without any sandbox', () => {
  test('verify ends with 3, says why and how to get one', async () => {
    const cwd = folderWith(pages);
    const { status, stdout, stderr } = await run(['verify'], { cwd, env: nowhere });
    expect(status).toBe(3);
    expect(stderr).toMatch(/error verify-no-engine/);
    expect(stderr).toMatch(/docker: .+/);
    expect(stderr).toMatch(/bubblewrap: .+/);
    expect(stderr).toMatch(/hint: .*bubblewrap/);
    expect(stderr).not.toContain('verify-not-run');
    expect(stdout).toMatch(/^2 runbooks: 2 not run \S+ m?s$/m);
  });

  test('info tells it, too, and ends well', async () => {
    const cwd = folderWith(pages);
    const { status, stdout } = await run(['info', '--json'], { cwd, env: nowhere });
    const { engines, node, root } = JSON.parse(stdout);
    expect([status, node, root]).toEqual([0, process.versions.node, cwd]);
    expect(engines.every((one: { usable: boolean }) => !one.usable)).toBe(true);
    const words = await run(['info'], { cwd, env: nowhere });
    expect(words.stdout).toMatch(/^engine +✗ docker: /m);
    expect(words.stdout).toMatch(/^config +no file; every default holds$/m);
  });

  test('a path that is no page is a mistake of the command line', async () => {
    const cwd = folderWith(pages);
    const { status, stderr } = await run(['verify', 'content/runbooks/god.md'], { cwd });
    expect([status, stderr]).toEqual([2, expect.stringContaining('did you mean')]);
  });
});

for (const [engine, needs] of [
  ['bubblewrap', bubblewrap()],
  ['docker', docker()],
] as const) {
  describeWith(needs, `verify with ${engine}`, () => {
    const args = ['verify', '--engine', engine];

    test('one line for each runbook, a diff for each failure, and evidence', async () => {
      const cwd = folderWith(pages);
      const { status, stdout, stderr } = await run(args, { cwd });
      expect(status).toBe(1);
      expect(stdout).toMatch(/^✔ content\/runbooks\/good\.md in .+ {2}1 step/m);
      expect(stdout).toMatch(/^✖ content\/runbooks\/bad\.md in .+ {2}`count` failed/m);
      expect(stdout).toMatch(/^2 runbooks: 1 passed, 1 failed/m);
      expect(stderr).toMatch(/^content\/runbooks\/bad\.md:\d+:\d+ error step-output/m);
      expect(stderr).toMatch(/^ +-three$/m);
      expect(stderr).toMatch(/^ +\+.*error::two/m);
      expect(readdirSync(join(cwd, '.rutter/evidence'))).toHaveLength(2);
    });

    test('what a container says is shown, not obeyed', async () => {
      const cwd = folderWith(pages);
      const { stdout, stderr } = await run([...args, '--verbose'], { cwd });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
      expect(stdout + stderr).not.toMatch(/^\s*::/m);
      expect(stderr).toMatch(/^ +\$ echo hello\n +hello$/m);
    });

    test('reports for programs, and for GitHub Actions', async () => {
      const cwd = folderWith(pages);
      const { status, stdout } = await run(
        [...args, '--json-file', 'out/report.json', '--junit-file', 'out/junit.xml'],
        {
          cwd,
          env: {
            GITHUB_ACTIONS: 'true',
            GITHUB_WORKSPACE: join(cwd, '..'),
            GITHUB_STEP_SUMMARY: join(cwd, 'summary.md'),
          },
        },
      );
      expect(status).toBe(1);
      const folder = cwd.split('/').at(-1);
      const commands = stdout.split('\n').filter((line) => line.startsWith('::'));
      expect(commands).toEqual([
        expect.stringMatching(`^::error file=${folder}/content/runbooks/bad.md,line=\\d+`),
      ]);
      expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toContain('1 passed, 1 failed');
      expect(readFileSync(join(cwd, 'out/junit.xml'), 'utf8')).toContain('<testsuites');
      const report = JSON.parse(readFileSync(join(cwd, 'out/report.json'), 'utf8'));
      const printed = await run([...args, '--json'], { cwd });
      expect(JSON.parse(printed.stdout).summary).toMatchObject({ passed: 1, failed: 1 });
      expect(report.summary).toMatchObject({ passed: 1, failed: 1, exitCode: 1 });
    });

    test('a report that cannot be written is told, and the others are written', async () => {
      const cwd = folderWith({ 'content/runbooks/good.md': pages['content/runbooks/good.md'] });
      const { status, stdout, stderr } = await run(
        [...args, '--json-file', 'out/report.json', '--junit-file', '/proc/none/junit.xml'],
        { cwd, env: { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: '/proc/none/summary.md' } },
      );
      expect(status).toBe(2);
      expect(stdout).toMatch(/^1 runbook: 1 passed/m);
      expect(stderr).toMatch(/^error report-write {2}the report `\/proc\/none\/junit.xml` cannot/m);
      expect(stderr).toMatch(
        /^warning report-write {2}the report `\/proc\/none\/summary.md` cannot/m,
      );
      expect(existsSync(join(cwd, 'out/report.json'))).toBe(true);
    }, 30_000);

    test('a summary is begun where there is none', async () => {
      const cwd = folderWith({ 'content/runbooks/good.md': pages['content/runbooks/good.md'] });
      const summary = join(cwd, 'missing/summary.md');
      const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
      expect((await run(args, { cwd, env })).status).toBe(0);
      expect(readFileSync(summary, 'utf8')).toContain('1 passed');
    });

    test('Ctrl-C stops what runs and ends with 130', async () => {
      const cwd = folderWith({
        'content/runbooks/long.md': '# L\n\n```sh\necho begin; sleep 300\n```\n',
      });
      const child = start([...args, '--verbose'], { cwd, env: { CI: '' } });
      const ended = new Promise((resolve) => child.on('close', resolve));
      let stdout = '';
      child.stdout?.on('data', (text) => {
        stdout += text;
      });
      await new Promise((resolve) => setTimeout(resolve, 2500));
      child.kill('SIGINT');
      expect(await ended).toBe(130);
      expect(stdout).toMatch(/^! .* {2}interrupted /m);
      expect(stdout).toMatch(/^1 runbook: 1 interrupted /m);
      expect(existsSync(join(cwd, '.rutter/evidence'))).toBe(false);
    });
  });
}

describeWith(docker(), 'an image that no engine has', () => {
  test('is told; it fails with --strict and in CI', async () => {
    const cwd = folderWith({
      'content/runbooks/x.md':
        '---\nrunbook:\n  image: no-such-image:1\n---\n# X\n\n```sh\ntrue\n```\n',
    });
    const plain = await run(['verify'], { cwd });
    expect([plain.status, plain.stderr]).toEqual([
      0,
      expect.stringContaining('warning verify-not-run'),
    ]);
    expect((await run(['verify', '--strict'], { cwd })).status).toBe(1);
    expect((await run(['verify'], { cwd, env: { CI: 'true' } })).status).toBe(1);
  });
});

describeWith(bubblewrap(), 'the site that init makes', () => {
  test('has a runbook that is proven', async () => {
    const cwd = folderWith();
    await run(['init'], { cwd });
    const child = start(['verify', '--engine', 'bubblewrap'], { cwd });
    await said(child, /✔ content\/runbooks\/log-grown-too-large\.md .* 4 steps/);
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
    await run(['build'], { cwd });
    const html = readFileSync(join(cwd, 'dist/runbooks/log-grown-too-large/index.html'), 'utf8');
    expect(html).toMatch(/verified/i);
    expect(html).not.toContain('head -c 3000000');
  });
});
