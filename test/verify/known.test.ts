import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadEvidence } from '../../src/report/evidence.ts';
import { type VerifyEvent, type VerifyOptions, verify } from '../../src/verify.ts';
import { cacheServer } from '../cache/server.ts';
import { folderWith, write } from '../cli/rutter.ts';
import { bubblewrap, describeWith, docker } from '../requirements.ts';

const page = (command: string, words = '') => `# A\n\n${words}\n\n\`\`\`sh\n${command}\n\`\`\`\n`;
const a = 'content/runbooks/a.md';
const b = 'content/runbooks/b.md';

/** What came of each run, with `known` for a pass that was not repeated. */
async function outcomes(root: string, options: VerifyOptions = {}): Promise<readonly string[]> {
  const { reports } = await verify({ root, engine: 'bubblewrap', ...options });
  return reports.map((one) => (one.cached ? `known ${one.status}` : one.status));
}

describeWith(bubblewrap(), 'a pass that is known', () => {
  test('is not repeated until its steps change; words may change', async () => {
    const root = folderWith({ [a]: page('echo one'), [b]: page('echo two') });
    expect(await outcomes(root)).toEqual(['passed', 'passed']);
    expect(await outcomes(root)).toEqual(['known passed', 'known passed']);
    write(root, { [a]: page('echo one', 'Other words.') });
    expect(await outcomes(root)).toEqual(['known passed', 'known passed']);
    write(root, { [a]: page('echo other') });
    expect(await outcomes(root)).toEqual(['passed', 'known passed']);
  });
  test('is evidence of the page as it is now, and one without a gap', async () => {
    const root = folderWith({ [a]: page('echo one') });
    await outcomes(root);
    const state = join(root, '.rutter');
    const [first] = (await loadEvidence(state)).evidence;
    write(root, { [a]: page('echo one', 'Other words.') });
    await outcomes(root);
    const [second] = (await loadEvidence(state)).evidence;
    expect(second?.sourceDigest).not.toBe(first?.sourceDigest);
    expect(second).toEqual({ ...first, sourceDigest: second?.sourceDigest });
    rmSync(join(state, 'evidence'), { recursive: true });
    await outcomes(root);
    expect((await loadEvidence(state)).evidence).toEqual([second]);
  });
  test('gives evidence of an earlier version its history, and is no run of its own', async () => {
    const root = folderWith({ [a]: page('echo one') });
    await outcomes(root);
    const state = join(root, '.rutter');
    const [first] = (await loadEvidence(state)).evidence;
    const [name = ''] = readdirSync(join(state, 'evidence'));
    const file = join(state, 'evidence', name);
    const { history: _, ...old } = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify(old));
    for (const _ of [1, 2]) {
      expect(await outcomes(root)).toEqual(['known passed']);
      expect((await loadEvidence(state)).evidence).toEqual([first]);
    }
    expect(first?.history).toHaveLength(1);
  });
  test('is repeated when that is asked for', async () => {
    const root = folderWith({ [a]: page('echo one') });
    await outcomes(root);
    expect(await outcomes(root, { force: true })).toEqual(['passed']);
    expect(await outcomes(root, { maxAgeMs: 60_000 })).toEqual(['known passed']);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await outcomes(root, { maxAgeMs: 1 })).toEqual(['passed']);
  });
  test('there is none of what failed, was flaky, has secrets, was a part, or is off', async () => {
    const secrets = '---\nrunbook:\n  secrets: [WORD]\n---\n';
    const root = folderWith({
      'rutter.config.mjs': "export default { verify: { allow: { secrets: ['WORD'] } } };\n",
      'content/runbooks/fails.md': page('false'),
      'content/runbooks/flaky.md':
        '# F\n\n```sh retry=3 every=10ms\ntest -e seen || { touch seen; false; }\n```\n',
      'content/runbooks/part.md': '# P\n\n```sh name=one\ntrue\n```\n\n```sh name=two\ntrue\n```\n',
      'content/runbooks/secret.md': `${secrets}${page('test -n "$WORD"')}`,
    });
    const environment = { ...process.env, WORD: 'a-secret-word' };
    const expected = ['failed', 'passed', 'passed', 'passed'];
    const once = { environment, names: [] };
    expect(await outcomes(root, { ...once, save: false })).toEqual(expected);
    const part = { environment, names: ['one'] };
    expect(await outcomes(root, part)).toEqual(['passed']);
    expect(await outcomes(root, part)).toEqual(['passed']);
    expect(await outcomes(root, once)).toEqual(expected);
    expect(await outcomes(root, once)).toEqual(['failed', 'passed', 'known passed', 'passed']);
    const off =
      "export default { verify: { allow: { secrets: ['WORD'] }, cache: { enabled: false } } };\n";
    write(root, { 'rutter.config.mjs': off });
    expect(await outcomes(root, once)).toEqual(expected);
  });
  test('is not believed when its file was changed', async () => {
    const root = folderWith({ [a]: page('echo one') });
    await outcomes(root);
    const folder = join(root, '.rutter/cache/passes');
    const file = join(folder, readdirSync(folder)[0] ?? '');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"durationMs":', '"durationMs":1'));
    expect(await outcomes(root)).toEqual(['passed']);
  });
  test('comes from a server, to another machine', async () => {
    const server = await cacheServer();
    const files = {
      [a]: page('echo one'),
      'rutter.config.mjs': `export default { verify: { cache: { url: '${server.url}' } } };\n`,
    };
    const environment = { ...process.env, RUTTER_CACHE_TOKEN: 'token' };
    expect(await outcomes(folderWith(files), { environment })).toEqual(['passed']);
    expect(await outcomes(folderWith(files), { environment })).toEqual(['known passed']);
    expect(server.asked.map((one) => [one.method, one.authorization])).toEqual([
      ['GET', 'Bearer token'],
      ['PUT', 'Bearer token'],
      ['GET', 'Bearer token'],
    ]);
    expect(await outcomes(folderWith(files), { environment, offline: true })).toEqual(['passed']);
    expect(server.asked).toHaveLength(3);
  });
  test('a server that fails is told of once, and nothing fails of it', async () => {
    const server = await cacheServer((_, response) => response.writeHead(500).end());
    const url = server.url.replace('//', '//name:password@');
    const root = folderWith({
      [a]: page('echo one'),
      [b]: page('echo two'),
      'rutter.config.mjs': `export default { verify: { cache: { url: '${url}' } } };\n`,
    });
    const { reports, diagnostics, exitCode } = await verify({ root, engine: 'bubblewrap' });
    expect(reports.map((one) => one.status)).toEqual(['passed', 'passed']);
    expect(diagnostics).toMatchObject([
      {
        code: 'verify-cache',
        severity: 'warning',
        message: `the cache \`${server.url}\` is not used: it answers with status 500`,
      },
    ]);
    expect(exitCode).toBe(0);
  });
});

describeWith(docker(), 'a pass in an image', () => {
  test('is one of that very image: its name may come to mean another', async () => {
    const image = `rutter-test-moving:${process.pid}`;
    const tag = (from: string) => execFileSync('docker', ['tag', from, image]);
    const root = folderWith({
      [a]: `---\nrunbook:\n  image: ${image}\n---\n${page('true')}`,
    });
    try {
      tag('debian:12');
      expect(await outcomes(root, { engine: 'docker' })).toEqual(['passed']);
      expect(await outcomes(root, { engine: 'docker' })).toEqual(['known passed']);
      tag('busybox:1');
      expect(await outcomes(root, { engine: 'docker' })).toEqual(['passed']);
    } finally {
      execFileSync('docker', ['rmi', image]);
    }
  });
});

describeWith(bubblewrap(), 'many at once', () => {
  test('one begins before another has ended, and all are told in order', async () => {
    const root = folderWith({ [a]: page('sleep 4'), [b]: page('true') });
    const seen: string[] = [];
    await verify({
      ...{ root, engine: 'bubblewrap', jobs: 2 },
      onEvent: (event: VerifyEvent) => {
        if (event.type === 'runbook-start' || event.type === 'runbook-end') {
          seen.push(`${event.type.slice(8)} ${event.runbook.id.slice(-1)}`);
        }
        if (event.type === 'report') seen.push(`report ${event.report.runbook.slice(-1)}`);
      },
    });
    expect(seen).toEqual(['start a', 'start b', 'end b', 'end a', 'report a', 'report b']);
  });
  test('at the first failure what runs is stopped, with its sandbox', async () => {
    const root = folderWith({ [a]: page('sleep 300'), [b]: page('false') });
    const { reports, exitCode } = await verify({
      ...{ root, engine: 'bubblewrap', jobs: 2, failFast: true },
    });
    expect(reports.map((one) => [one.status, one.reason])).toEqual([
      ['not-run', '`content/runbooks/b.md` did not pass, and --fail-fast ends at that'],
      ['failed', undefined],
    ]);
    expect(exitCode).toBe(1);
    const { evidence } = await loadEvidence(join(root, '.rutter'));
    expect(evidence.map((one) => one.runbook)).toEqual(['runbooks/b']);
  });
  test('what failed the last time begins first where the first failure ends all', async () => {
    const root = folderWith({ [a]: page('sleep 0.3'), [b]: page('false') });
    const begun = async (options: VerifyOptions): Promise<readonly string[]> => {
      const ids: string[] = [];
      await verify({
        ...{ root, engine: 'bubblewrap', jobs: 1, force: true, ...options },
        onEvent: (event) => {
          if (event.type === 'runbook-start') ids.push(event.runbook.id);
        },
      });
      return ids;
    };
    const inPlan = ['runbooks/a', 'runbooks/b'];
    expect(await begun({ failFast: true })).toEqual(inPlan);
    expect(await begun({ failFast: true })).toEqual(['runbooks/b']);
    expect(await begun({})).toEqual(inPlan);
  });
});
