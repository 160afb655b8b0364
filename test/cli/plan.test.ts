import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commit, git } from '../plan/examples.ts';
import { bubblewrap, describeWith, docker } from '../requirements.ts';
import { folderWith, run, write } from './rutter.ts';

const fence = '```';
const block = (info: string, text: string) => `${fence}${info}\n${text}\n${fence}\n`;
const page = (title: string, ...blocks: readonly string[]) => `# ${title}\n\n${blocks.join('\n')}`;

const pages = {
  'content/runbooks/alpha.md': `---\ntags: [smoke]\n---\n${page(
    'Alpha',
    block('sh name=one', 'echo one'),
    block('sh name=two tags=slow title="The \u001b[31msecond"', 'echo two'),
  )}`,
  'content/runbooks/beta.md': page(
    'Beta',
    block('sh name=fine', 'true'),
    block('sh name=later skip="no hardware"', 'true'),
  ),
  'content/runbooks/gamma.md': page('Gamma', block('sh name=bad', 'exit 3')),
};
/** No engine answers here. */
const nowhere = { DOCKER_HOST: 'unix:///nowhere/docker.sock', PATH: '/nowhere' };

describe('verify --list', () => {
  test('pages, tags, steps, and what came of them the last time', async () => {
    const cwd = folderWith(pages);
    const { status, stdout, stderr } = await run(['verify', '--list'], { cwd, env: nowhere });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      [
        'content/runbooks/alpha.md  Alpha  #smoke',
        '  in the default image: never run',
        '  1  one',
        '  2  two  The ␛[31msecond  #slow',
        '',
        'content/runbooks/beta.md  Beta',
        '  in the default image: never run',
        '  1  fine',
        '  2  later  skipped: no hardware',
        '',
        'content/runbooks/gamma.md  Gamma',
        '  in the default image: never run',
        '  1  bad',
        '',
        '3 runbooks',
        '',
      ].join('\n'),
    );
  });

  test('as JSON, of what is asked for', async () => {
    const cwd = folderWith(pages);
    const asked = ['verify', '--list', '--json', '--tag', 'smoke', '--name', 'one'];
    const { status, stdout } = await run(asked, { cwd, env: nowhere });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      runbooks: [
        {
          id: 'runbooks/alpha',
          title: 'Alpha',
          file: 'content/runbooks/alpha.md',
          tags: ['smoke'],
          partial: true,
          runs: [{}],
          steps: [{ id: 'one', number: 1, line: 6, language: 'sh', tags: [] }],
        },
      ],
      diagnostics: [],
    });
  });

  test.each([
    [['--name', 'tow'], 'verify-name', 'did you mean `two`'],
    [['--tag', 'smok'], 'verify-tag', 'did you mean `smoke`'],
    [['--skip-tag', 'zzz'], 'verify-tag', '--list'],
    [['--shard', 'two'], 'verify-shard', '--shard 2/5'],
    [['--changed'], 'verify-changed', 'name the pages'],
    [['content/**/zeta-*.md'], 'verify-path', 'name Markdown files'],
    [['--lock'], 'verify-modes', 'once for each'],
  ])('%j is a mistake of the command line', async (options, code, hint) => {
    const cwd = folderWith(pages);
    const { status, stderr } = await run(['verify', '--list', ...options], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain(`error ${code}  `);
    expect(stderr).toMatch(new RegExp(`hint: .*${hint.replace(/[.*]/g, '\\$&')}`));
  });

  test('a glob, and what has changed', async () => {
    const cwd = folderWith(pages);
    git(cwd, 'init', '-q', '-b', 'main');
    commit(cwd);
    write(cwd, { 'content/runbooks/beta.md': page('Beta', block('sh name=edited', 'true')) });
    const names = async (...options: readonly string[]) => {
      const { stdout } = await run(['verify', '--list', '--json', ...options], { cwd });
      return JSON.parse(stdout).runbooks.map(({ title }: { title: string }) => title);
    };
    expect(await names('--changed')).toEqual(['Beta']);
    expect(await names('--changed=main')).toEqual(['Beta']);
    expect(await names('content/**/*a.md')).toEqual(['Alpha', 'Beta', 'Gamma']);
    expect(await names('content/**/[ag]*.md')).toEqual(['Alpha', 'Gamma']);
    write(cwd, { 'rutter.lock': '' });
    expect(await names('--changed')).toEqual(['Alpha', 'Beta', 'Gamma']);
  });

  test('a shard is what a CI service says, and the rest is in the others', async () => {
    const cwd = folderWith(pages);
    const shard = async (index: number) => {
      const env = { GITLAB_CI: 'true', CI_NODE_INDEX: String(index), CI_NODE_TOTAL: '2' };
      const { stdout } = await run(['verify', '--list', '--json'], { cwd, env });
      return JSON.parse(stdout);
    };
    const [first, second] = [await shard(1), await shard(2)];
    const titles = [...first.runbooks, ...second.runbooks].map(({ title }) => title);
    expect(titles.sort()).toEqual(['Alpha', 'Beta', 'Gamma']);
    expect(first.shard).toEqual({ ...second.shard, index: 1 });
    expect(second.shard).toMatchObject({ index: 2, count: 2 });
  });
});

describe('verify --merge without an engine', () => {
  test.each([
    [[], 2, 'merge-missing  `--merge` needs folders'],
    [
      ['nowhere'],
      1,
      'merge-unreadable  `nowhere` is no whole report of `verify`: it does not exist',
    ],
    [['empty'], 1, 'merge-missing  there is no report of any shard'],
    [['broken'], 1, 'merge-unreadable  `broken/deep/half.json` is no whole report'],
    [['other'], 1, 'merge-unreadable  `other/a.json` is no whole report of `verify`: schema: '],
  ])('%j', async (folders, expected, message) => {
    const cwd = folderWith({
      'content/index.md': '# x\n',
      'empty/readme.txt': '',
      'broken/deep/half.json': '{"schema": 1, "repo',
      'other/a.json': '{"name": "left-pad"}',
    });
    const { status, stderr } = await run(['verify', '--merge', ...folders], { cwd });
    expect(status).toBe(expected);
    expect(stderr).toContain(`error ${message}`);
  });
});

describeWith(bubblewrap(), 'shards', () => {
  const verify = ['verify', '--engine', 'bubblewrap'];

  async function sharded(cwd: string, count: number): Promise<void> {
    for (let index = 1; index <= count; index += 1) {
      const report = `shards/${index}/verify.json`;
      await run([...verify, '--shard', `${index}/${count}`, '--json-file', report], { cwd });
    }
  }

  test('are joined into what one run would have found, with its evidence', async () => {
    const cwd = folderWith(pages);
    const whole = await run([...verify, '--json-file', 'whole.json'], { cwd });
    expect(whole.status).toBe(1);
    await sharded(cwd, 3);
    rmSync(join(cwd, '.rutter'), { recursive: true });
    const merge = ['verify', '--merge', 'shards', '--json-file', 'merged.json'];
    const { status, stdout, stderr } = await run([...merge, '--junit-file', 'merged.xml'], { cwd });
    expect([status, stdout]).toEqual([
      1,
      expect.stringMatching(/^3 runbooks: 2 passed.*, 1 failed/m),
    ]);
    expect(stderr).toMatch(/^content\/runbooks\/gamma\.md:\d+:\d+ error step-exit/m);
    const read = (name: string) => JSON.parse(readFileSync(join(cwd, name), 'utf8'));
    const outline = (name: string) =>
      read(name).reports.map((one: { file: string; status: string }) => [one.file, one.status]);
    expect(outline('merged.json')).toEqual(outline('whole.json'));
    expect(read('merged.json').shard).toBeUndefined();
    expect(existsSync(join(cwd, 'merged.xml'))).toBe(true);
    expect(readdirSync(join(cwd, '.rutter/evidence'))).toHaveLength(3);
    const built = await run(['build'], { cwd });
    expect(built.status).toBe(0);
    expect(readFileSync(join(cwd, 'dist/runbooks/gamma/index.html'), 'utf8')).toContain('failing');
  });

  test('that one after the other ran here know the same durations', async () => {
    const cwd = folderWith(pages);
    await run(verify, { cwd });
    const before = readFileSync(join(cwd, '.rutter/durations.json'), 'utf8');
    await sharded(cwd, 2);
    expect(readFileSync(join(cwd, '.rutter/durations.json'), 'utf8')).toBe(before);
    const { stderr } = await run(['verify', '--merge', 'shards'], { cwd });
    expect(stderr).not.toContain('merge-');
  });

  test('that are missing, there twice, half written or of another plan are errors', async () => {
    const cwd = folderWith(pages);
    await sharded(cwd, 3);
    const first = readFileSync(join(cwd, 'shards/1/verify.json'), 'utf8');
    const second = readFileSync(join(cwd, 'shards/2/verify.json'), 'utf8');
    const merged = async () => {
      const { status, stderr } = await run(['verify', '--merge', 'shards'], { cwd });
      return [status, ...(stderr.match(/^error merge-.*$/gm) ?? [])];
    };
    rmSync(join(cwd, 'shards/2'), { recursive: true });
    expect(await merged()).toEqual([1, 'error merge-missing  shard 2 of 3 is missing']);
    write(cwd, { 'shards/2/verify.json': second, 'shards/again.json': first });
    expect(await merged()).toEqual([1, 'error merge-twice  shard 1 is there 2 times']);
    write(cwd, { 'shards/again.json': first.slice(0, -100) });
    expect(await merged()).toEqual([
      1,
      expect.stringContaining('merge-unreadable  `shards/again.json` is no whole report'),
    ]);
    rmSync(join(cwd, 'shards/again.json'));
    const cut = { ...JSON.parse(second), reports: [] };
    writeFileSync(join(cwd, 'shards/2/verify.json'), JSON.stringify(cut));
    expect(await merged()).toEqual([
      1,
      'error merge-no-report  not every run of the plan has its report',
    ]);
    await run([...verify, '--shard=2/2', '--json-file', 'shards/2/verify.json'], { cwd });
    expect(await merged()).toEqual([
      1,
      'error merge-other-plan  the reports are of 2 different plans',
    ]);
  });

  test('--failed runs what failed, and only that', async () => {
    const cwd = folderWith(pages);
    await run(verify, { cwd });
    const { stdout } = await run([...verify, '--failed'], { cwd });
    expect(stdout).toMatch(/gamma\.md/);
    expect(stdout).toMatch(/^1 runbook: 1 failed/m);
    write(cwd, { 'content/runbooks/gamma.md': page('Gamma', block('sh name=bad', 'true')) });
    expect((await run([...verify, '--failed'], { cwd })).status).toBe(0);
    const none = await run([...verify, '--failed'], { cwd });
    expect([none.status, none.stdout]).toEqual([0, expect.stringMatching(/^0 runbooks/m)]);
    expect(none.stderr).toContain('no runbook failed the last time\n');
  });

  test('a part of a page is run as a part, and proves nothing', async () => {
    const cwd = folderWith(pages);
    const { status, stdout } = await run([...verify, '--name', 'one'], { cwd });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/alpha\.md .* 1 step/)]);
    const listed = await run(['verify', '--list', '--json', '--name', 'one'], { cwd });
    expect(JSON.parse(listed.stdout).runbooks[0].runs).toEqual([{}]);
    const skipped = await run([...verify, '--skip-tag', 'slow', '--json'], { cwd });
    const [alpha] = JSON.parse(skipped.stdout).reports;
    expect(alpha).toMatchObject({
      partial: true,
      steps: [{ status: 'passed' }, { status: 'skipped', reason: 'left out by `--skip-tag slow`' }],
    });
  });
});

describeWith(docker(), 'pins and plans with docker', () => {
  const site = {
    'content/runbooks/alpha.md': `---\nrunbook:\n  images: [debian:12, busybox:1]\n  env: {REGION: secret-value}\n  timeout: 90s\n---\n${page(
      'Alpha',
      block('sh name=one only-if=image:debian:*', 'true'),
      block('sh name=two retry=2 every=500ms timeout=5s', 'true'),
    )}`,
    'content/runbooks/beta.md': page('Beta', block('sh name=fine', 'true')),
  };
  const digest = /sha256:[0-9a-f]{64}/g;

  test('--dry-run says all and runs nothing', async () => {
    const cwd = folderWith(site);
    const { status, stdout } = await run(['verify', '--dry-run', '--engine', 'docker'], { cwd });
    expect(status).toBe(0);
    const plan = stdout.replaceAll(digest, 'sha256:…').replaceAll(/docker \d\S+ at \S+/g, 'docker');
    expect(plan.slice(0, plan.indexOf('2. '))).toBe(
      [
        '1. content/runbooks/alpha.md  Alpha',
        '   would      be run',
        '   engine     docker',
        '   image      debian:12 sha256:…',
        '   network    none',
        '   privileges strict',
        '   limits     memory 512 MiB, processors 1, processes 256, open files 1024, output 1 MiB, disk 64 MiB; 90 s in all',
        '   env        REGION',
        '   steps      1  one  only-if=image:debian:*, at most 60 s',
        '              2  two  at most 3 times, 500 ms apart, at most 5 s',
        '',
        '',
      ].join('\n'),
    );
    expect(plan).toContain('3 runs: 3 to run, 0 known, 0 that cannot be run\n');
    expect(stdout).not.toContain('secret-value');
    expect(existsSync(join(cwd, '.rutter/evidence'))).toBe(false);
  });

  test('--dry-run knows what the cache knows, and what no engine gives', async () => {
    const cwd = folderWith({
      ...site,
      'content/runbooks/gone.md': `---\nrunbook: {image: "example.org/none:1"}\n---\n${page('Gone', block('sh', 'true'))}`,
    });
    await run(['verify', '--engine', 'docker', 'content/runbooks/beta.md'], { cwd });
    const { stdout } = await run(['verify', '--dry-run', '--json', '--engine', 'docker'], { cwd });
    const runs: readonly Record<string, unknown>[] = JSON.parse(stdout).runs;
    expect(runs.map(({ key, would }) => [key, would])).toEqual([
      ['runbooks/alpha@debian:12', 'run'],
      ['runbooks/alpha@busybox:1', 'run'],
      ['runbooks/beta@default', 'be-known'],
      ['runbooks/gone@example.org/none:1', 'not-run'],
    ]);
    expect(runs[3]).toMatchObject({
      refused: expect.arrayContaining([
        { product: 'docker', reason: expect.stringContaining('verify.allow.registries') },
      ]),
    });
  });

  test('--lock pins every image, --frozen takes no other', async () => {
    const cwd = folderWith(site);
    const lock = ['verify', '--lock', '--offline', '--engine', 'docker'];
    const frozen = ['verify', '--frozen', '--offline', '--engine', 'docker', '--force'];
    const none = await run(frozen, { cwd });
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining('error lock-missing')]);
    const first = await run(lock, { cwd });
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(first.stdout.replaceAll(digest, 'sha256:…')).toBe(
      '+ busybox:1  sha256:…\n+ debian:12  sha256:…\nrutter.lock: 2 images, 2 changed\n',
    );
    const text = readFileSync(join(cwd, 'rutter.lock'), 'utf8');
    expect((await run(lock, { cwd })).stdout).toBe('rutter.lock: 2 images, all as before\n');
    expect((await run(frozen, { cwd })).status).toBe(0);

    const [one = '', two = ''] = text.match(digest) ?? [];
    writeFileSync(join(cwd, 'rutter.lock'), text.replace(one, two));
    const other = await run(frozen, { cwd });
    expect([other.status, other.stdout]).toEqual([
      1,
      expect.stringMatching(/^- content\/runbooks\/alpha\.md {2}not run: .*busybox:1/m),
    ]);
    expect(other.stderr).toContain('rutter.lock wants sha256:');

    // A pin holds without the option, too; what has none is free then.
    const pinned = await run(['verify', '--offline', '--engine', 'docker', '--force'], { cwd });
    expect([pinned.status, pinned.stdout]).toEqual([
      0,
      expect.stringMatching(/^- content\/runbooks\/alpha\.md {2}not run: .*busybox:1/m),
    ]);

    const mended = await run([...lock, '--json'], { cwd });
    expect(JSON.parse(mended.stdout)).toMatchObject({ ok: true, images: { 'busybox:1': one } });
    expect(readFileSync(join(cwd, 'rutter.lock'), 'utf8')).toBe(text);
    // Of one page, the pins of the others stay; of all, those that nothing names any more go.
    await run([...lock, 'content/runbooks/beta.md'], { cwd });
    expect(readFileSync(join(cwd, 'rutter.lock'), 'utf8')).toBe(text);
    rmSync(join(cwd, 'content/runbooks/alpha.md'));
    expect((await run(lock, { cwd })).stdout).toBe(
      '- busybox:1\nrutter.lock: 1 image, 1 changed\n',
    );
    write(cwd, { 'content/runbooks/gamma.md': site['content/runbooks/alpha.md'] });
    const unpinned = await run(frozen, { cwd });
    expect(unpinned.stderr).toMatch(
      /error lock-missing {2}`rutter.lock` has no digest for `busybox:1`/,
    );
    const free = await run(['verify', '--offline', '--engine', 'docker', '--force'], { cwd });
    expect([free.status, free.stdout]).toEqual([0, expect.stringContaining('gamma.md')]);
    expect(free.stdout).not.toContain('not run');
  });

  test('--lock writes nothing where an image cannot be had', async () => {
    const cwd = folderWith({
      ...site,
      'content/runbooks/gone.md': `---\nrunbook: {image: "none:1"}\n---\n${page('Gone', block('sh', 'true'))}`,
    });
    const { status, stderr } = await run(['verify', '--lock', '--offline'], { cwd });
    expect([status, existsSync(join(cwd, 'rutter.lock'))]).toEqual([1, false]);
    expect(stderr).toContain('error lock-no-image  there is no image `none:1` to be pinned');
  });
});
