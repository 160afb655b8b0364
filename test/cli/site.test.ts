import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { saveEvidence } from '../../src/report/evidence.ts';
import { ask } from '../dev/site.ts';
import { exampleReport } from '../report/examples.ts';
import { folderWith, run, said, start, write } from './rutter.ts';

const page = { 'content/index.md': '# Welcome\n\nHello.\n' };
const config = (site: object) => `export default ${JSON.stringify({ site })};\n`;

test('init makes a site that builds without a word against it', async () => {
  const cwd = folderWith();
  const made = await run(['init', 'site'], { cwd, env: { SOURCE_DATE_EPOCH: '1769817600' } });
  expect([made.status, made.stderr]).toEqual([0, '']);
  expect(made.stdout).toContain('rutter verify');
  const files = readdirSync(join(cwd, 'site'), { recursive: true }).map(String);
  expect(files).toContain('.gitignore');
  const post = readFileSync(join(cwd, 'site/content/posts/first-entry.md'), 'utf8');
  expect(post).toContain('date: 2026-01-31\n');
  const site = join(cwd, 'site');
  write(site, { 'rutter.config.js': config({ url: 'https://example.org' }) });
  const built = await run(['build', '--strict'], { cwd: site });
  expect(built).toMatchObject({ status: 0, stderr: '' });
  expect(built.stdout).toMatch(
    /^built 4 pages, \d+ files: \d+ written, 0 unchanged, 0 removed, in \d+\.\d\d s → dist\/\n$/,
  );
  const again = await run(['build', '--root', 'site'], { cwd });
  expect(again.stdout).toMatch(/: 0 written, \d+ unchanged, 0 removed, .* → site\/dist\/\n$/);
});

test('init touches no folder that holds anything, and no file of its name', async () => {
  const cwd = folderWith({ 'full/notes.txt': 'mine', file: 'x' });
  mkdirSync(join(cwd, 'repository/.git'), { recursive: true });
  expect((await run(['init', 'full'], { cwd })).stderr).toMatch(
    /^error init-not-empty {2}the folder `full` is not empty: it holds `notes.txt`\n/,
  );
  expect((await run(['init', 'full'], { cwd })).status).toBe(2);
  expect(readdirSync(join(cwd, 'full'))).toEqual(['notes.txt']);
  expect((await run(['init', 'file'], { cwd })).status).toBe(2);
  expect(await run(['init', 'repository', '--quiet'], { cwd })).toEqual({
    status: 0,
    stdout: '',
    stderr: '',
  });
});

test('eject says what the configuration and the folder need for what it wrote', async () => {
  const cwd = folderWith({ ...page, 'rutter.config.js': "export default { theme: 'plain' };\n" });
  const made = await run(['eject', 'footer'], { cwd });
  expect([made.status, made.stdout]).toEqual([0, 'theme/parts/footer.ts\n']);
  expect(made.stderr).toContain("set `theme: './theme'`");
  expect(made.stderr).toContain("export const theme = extendTheme({ extends: 'plain' })");
  write(cwd, {
    'rutter.config.js': "export default { theme: './theme' };\n",
    'theme/index.ts':
      "import { extendTheme } from 'rutter/theme';\nexport const theme = extendTheme({ extends: 'plain' });\n",
  });
  expect((await run(['build'], { cwd })).status).toBe(0);
  expect(readFileSync(join(cwd, 'dist/index.html'), 'utf8')).toContain('href="/assets/plain.');
});

test('init beside a package.json overwrites nothing, and says what works from there', async () => {
  const present = {
    'package.json': '{ "private": true }\n',
    'README.md': 'mine',
    LICENSE: 'mine',
    'rutter-0.1.0.tgz': 'the package that was installed',
    '.gitignore': 'node_modules\n*.log',
  };
  const cwd = folderWith({ ...present, 'node_modules/x/x.js': '' });
  const { status, stdout, stderr } = await run(['init'], { cwd, env: { npm_command: 'exec' } });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/\n {2}npx rutter dev --open {2}\w/);
  expect(stdout).not.toMatch(/ $/m);
  for (const name of ['package.json', 'README.md', 'LICENSE'] as const) {
    expect(readFileSync(join(cwd, name), 'utf8')).toBe(present[name]);
  }
  expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe(
    'node_modules\n*.log\n/dist/\n/.rutter/*\n# Committed evidence gives every build of the site its badges.\n!/.rutter/evidence/\n',
  );
  const doc = readFileSync(join(cwd, 'content/docs/how-this-site-works.md'), 'utf8');
  expect(doc).toContain('\nnpx rutter verify ');
  expect((await run(['build', '--strict'], { cwd })).status).toBe(0);
  expect((await run(['init'], { cwd })).stderr).toContain('is not empty');
  const elsewhere = await run(['init', 'site'], { cwd: folderWith() });
  expect(elsewhere.stdout).toMatch(/\n {2}cd site\n {2}rutter dev --open /);
});

describe('new', () => {
  const env = { SOURCE_DATE_EPOCH: '1769817600' };

  test('a page in the folder of its kind, which builds', async () => {
    const cwd = folderWith(page);
    const made = async (kind: string, title: string) =>
      (await run(['new', kind, title], { cwd, env })).stdout.trim();
    expect(await made('post', 'A week of DNS')).toBe('content/posts/a-week-of-dns.md');
    expect(await made('doc', 'On: "colons" & #hashes')).toMatch(/^content\/docs\/[\w-]+\.md$/);
    expect(await made('runbook', 'Disk full')).toBe('content/runbooks/disk-full.md');
    expect(await made('page', 'Über uns')).toBe('content/über-uns.md');
    expect(readFileSync(join(cwd, 'content/posts/a-week-of-dns.md'), 'utf8')).toMatch(
      /^---\ntitle: A week of DNS\ndate: 2026-01-31\ntags: \[\]\n---\n\n/,
    );
    const built = await run(['build', '--json'], { cwd, env });
    expect(JSON.parse(built.stdout)).toMatchObject({ ok: true, pages: 5 });
    const html = readFileSync(join(cwd, 'dist/posts/a-week-of-dns/index.html'), 'utf8');
    expect(html).toContain('A week of DNS');
  });

  test('a new runbook proves nothing until it is written', async () => {
    const cwd = folderWith({});
    await run(['new', 'runbook', 'Disk full'], { cwd });
    const listed = await run(['verify', '--list', '--json'], { cwd });
    expect(listed.status).toBe(0);
    const text = readFileSync(join(cwd, 'content/runbooks/disk-full.md'), 'utf8');
    expect(text.match(/^```(?:sh|console).*$/gm)).toEqual([
      '```console skip="to be written"',
      '```sh skip="to be written"',
    ]);
  });

  test('never over a file that is there, and never out of the folder', async () => {
    const cwd = folderWith({ 'content/runbooks/disk-full.md': 'mine' });
    const again = await run(['new', 'runbook', 'Disk full'], { cwd });
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('new-exists')]);
    expect(readFileSync(join(cwd, 'content/runbooks/disk-full.md'), 'utf8')).toBe('mine');
    const climbing = await run(['new', 'page', '../../etc/passwd'], { cwd });
    expect(climbing.stdout).toMatch(/^content\/[\w-]+\.md\n$/);
    expect((await run(['new', 'page', '../..'], { cwd })).stderr).toContain('new-title');
    const long = await run(['new', 'page', '漢'.repeat(300)], { cwd });
    expect(long.status).toBe(0);
  });

  test('an epoch that is none is said', async () => {
    const { status, stderr } = await run(['new', 'post', 'x'], {
      cwd: folderWith(),
      env: { SOURCE_DATE_EPOCH: 'yesterday' },
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining('SOURCE_DATE_EPOCH')]);
  });
});

describe('render', () => {
  test('the HTML of one article and nothing else, without any site', async () => {
    const input = '---\ntitle: x\n---\n# Hi & bye\n\nSome *text*.\n';
    expect(await run(['render', '-'], { cwd: folderWith(), input })).toEqual({
      status: 0,
      stdout: '<h1>Hi &amp; bye</h1>\n<p>Some <em>text</em>.</p>\n',
      stderr: '',
    });
  });

  test('of a file, with the pipeline as configured', async () => {
    const cwd = folderWith({
      'a.md': '<b onclick="x()">bold</b>\n',
      'rutter.config.js': 'export default { markdown: { sanitize: true } };\n',
    });
    expect((await run(['render', 'a.md'], { cwd })).stdout).toBe('<p><b>bold</b></p>\n');
  });

  test('leaves out what the site leaves out, and prints nothing but HTML', async () => {
    const step = '```sh hidden name=a\necho secret\n```\n\n```sh name=b\ntrue\n```\n';
    const cwd = folderWith({
      'content/runbooks/a.md': step,
      'content/docs/plain.md': step,
      'content/docs/own.md': `---\nrunbook: {}\n---\n${step}`,
      'elsewhere.md': step,
    });
    const html = async (file: string, input = '') => {
      const { status, stdout } = await run(['render', file], { cwd, input });
      expect(stdout).toMatch(/^<(p|pre|figure|div)[ >]/);
      expect(stdout).not.toContain('\u0000');
      return [status, stdout.includes('secret'), stdout.includes('<pre')];
    };
    expect(await html('content/runbooks/a.md')).toEqual([0, false, true]);
    expect(await html('content/docs/own.md')).toEqual([0, false, true]);
    const onPages = await html('content/docs/plain.md');
    expect(onPages[1]).toBe(true);
    expect(await html('elsewhere.md')).toEqual(onPages);
    expect(await html('-', step)).toEqual(onPages);
    expect(await html('-', `---\nrunbook: {}\n---\n${step}`)).toEqual([0, false, true]);
    expect(await html('-', step.replace('hidden', 'run hidden'))).toEqual([0, false, true]);
  });

  test('mistakes are told beside it, and end with 1', async () => {
    const cwd = folderWith({ 'a.md': '---\ntitle: [\n---\ntext\n' });
    const { status, stdout, stderr } = await run(['render', 'a.md'], { cwd });
    expect([status, stdout]).toEqual([1, '<p>text</p>\n']);
    expect(stderr).toMatch(/^a\.md:\d+:\d+ error frontmatter-syntax/);
  });

  test('a file that cannot be read', async () => {
    const cwd = folderWith();
    const { status, stderr } = await run(['render', 'gone.md'], { cwd });
    expect([status, stderr]).toEqual([2, expect.stringContaining('`gone.md`')]);
    expect((await run(['render', '.'], { cwd })).status).toBe(2);
  });
});

describe('mistakes of a site', () => {
  const broken = {
    'content/index.md': '# Welcome\n\n[gone](nowhere.md)\n',
    'content/docs/\u001b[31mevil.md': '# E\n\n[x\u001bc\u0007](gone.md)\n\n::error::x\n',
  };

  test('have their place, and leave the old site as it was', async () => {
    const cwd = folderWith(page);
    await run(['build'], { cwd });
    write(cwd, { 'content/index.md': broken['content/index.md'] });
    const before = statSync(join(cwd, 'dist/index.html')).mtimeMs;
    const { status, stdout, stderr } = await run(['build'], { cwd });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /content\/index\.md:3:1 error link-broken {2}.*\n {2}2 │ \n▶ 3 │ \[gone\]\(nowhere\.md\)\n/,
    );
    expect(stderr).toMatch(/1 error.* in 1 file\n/);
    expect(statSync(join(cwd, 'dist/index.html')).mtimeMs).toBe(before);
    // The path is one that a terminal in this folder opens.
    const outside = await run(['check', '--root', cwd], { cwd: join(cwd, 'content') });
    expect([outside.status, outside.stderr]).toEqual([
      1,
      expect.stringMatching(/^index\.md:3:1 /m),
    ]);
  });

  test('check writes nothing', async () => {
    const cwd = folderWith(page);
    expect((await run(['check'], { cwd })).status).toBe(0);
    expect(readdirSync(cwd)).toEqual(['content']);
  });

  test('what the configuration alone can mend has its status', async () => {
    const cwd = folderWith({
      ...page,
      'rutter.config.js': "export default { theme: './none' };\n",
    });
    for (const command of ['build', 'check']) {
      const { status, stderr } = await run([command], { cwd });
      expect([status, stderr]).toEqual([2, expect.stringContaining('theme-load')]);
    }
  });

  test('a warning is an error with --strict', async () => {
    const cwd = folderWith({
      ...page,
      'content/index.md': '# Welcome\n\n[gone](nowhere.md)\n',
      'rutter.config.js': 'export default { checks: { links: "warn" } };\n',
    });
    expect((await run(['check'], { cwd })).status).toBe(0);
    expect((await run(['check', '--strict'], { cwd })).status).toBe(1);
    expect((await run(['build', '--strict', '--quiet'], { cwd })).stderr).toContain('link-broken');
    expect(existsSync(join(cwd, 'dist'))).toBe(false);
  });

  test.each([{}, { GITHUB_ACTIONS: 'true' }])(
    'hostile text is shown, not obeyed: %o',
    async (env) => {
      const cwd = folderWith(broken);
      const { stdout, stderr } = await run(['build'], { cwd, env });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
      expect(stdout + stderr).not.toMatch(/^\s*::error::x/m);
      expect(stderr).toContain('evil.md');
    },
  );

  test.each(['build', 'check'])(
    '%s marks them in GitHub Actions, named from the top',
    async (command) => {
      const top = folderWith();
      const site = join(top, 'handbook');
      write(site, { 'content/index.md': broken['content/index.md'] });
      const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: top };
      const marked = /^::error file=handbook\/content\/index\.md,line=3,\S*title=link-broken::/m;
      expect((await run([command], { cwd: site, env })).stdout).toMatch(marked);
      expect((await run([command], { cwd: site })).stdout).toBe('');
      expect(JSON.parse((await run([command, '--json'], { cwd: site, env })).stdout).ok).toBe(
        false,
      );
      write(site, { 'rutter.config.js': 'export default { sit: {} };\n' });
      expect((await run([command], { cwd: site, env })).stdout).toMatch(
        /^::error file=handbook\/rutter\.config\.js,line=1,.*title=config-unknown-key::/,
      );
    },
  );

  test('--json is one document and nothing else, also of hostile text', async () => {
    const cwd = folderWith(broken);
    const { status, stdout, stderr } = await run(['check', '--json'], { cwd });
    const document = JSON.parse(stdout);
    expect([status, stderr, document.ok, document.root]).toEqual([1, '', false, cwd]);
    const codes = document.diagnostics.map((one: { code: string }) => one.code);
    expect(codes.filter((code: string) => code === 'link-broken')).toHaveLength(2);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  test('of the configuration end with 2, in words and in JSON', async () => {
    const cwd = folderWith({ ...page, 'rutter.config.js': 'export default { sit: {} };\n' });
    const { status, stderr } = await run(['build'], { cwd });
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^rutter\.config\.js:1:\d+ error config-unknown-key/),
    ]);
    const json = await run(['build', '--json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      diagnostics: [{ code: 'config-unknown-key' }],
    });
    expect((await run(['build', '--base', 'no slash'], { cwd: folderWith(page) })).status).toBe(2);
  });
});

test('options and their variables say where things are', async () => {
  const cwd = folderWith(page);
  const built = await run(['build', '--quiet', '--base', '/book/'], {
    cwd,
    env: { RUTTER_OUT_DIR: 'elsewhere', RUTTER_SITE: 'https://example.org' },
  });
  expect(built).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(cwd, 'elsewhere/sitemap.xml'), 'utf8')).toContain(
    'https://example.org/book/',
  );
});

test('clean removes what was made, and keeps the evidence unless told', async () => {
  const cwd = folderWith(page);
  await run(['build'], { cwd });
  write(cwd, { '.rutter/evidence/x.json': '{}', '.rutter/build-0a1b2c3d/x.pack': 'bodies' });
  const kept = ['images/a', 'cards/a.png', 'history', 'links', 'loaded/a.md', 'entries/a.json'];
  write(cwd, Object.fromEntries(kept.map((path) => [`.rutter/${path}`, ''])));
  const cleaned = await run(['clean', '--json'], { cwd });
  expect(JSON.parse(cleaned.stdout)).toMatchObject({ ok: true, left: [] });
  expect(existsSync(join(cwd, 'dist'))).toBe(false);
  expect(readdirSync(join(cwd, '.rutter'))).toEqual(['evidence']);
  expect(existsSync(join(cwd, '.rutter/evidence/x.json'))).toBe(true);
  expect((await run(['clean', '--evidence'], { cwd })).status).toBe(0);
  expect(existsSync(join(cwd, '.rutter'))).toBe(false);
  expect(readdirSync(cwd)).toEqual(['content']);
});

test('clean says of the evidence what went, and keeps none of a page that is gone', async () => {
  const cwd = folderWith({ ...page, 'content/runbooks/a.md': '# A\n' });
  const save = async (runbook: string) =>
    saveEvidence(join(cwd, '.rutter'), exampleReport({ runbook, status: 'passed' }));
  await save('runbooks/a');
  await save('runbooks/b');
  const files = () => readdirSync(join(cwd, '.rutter/evidence'));
  expect(files()).toHaveLength(2);
  // Where the content cannot be read, nothing is known to be gone.
  renameSync(join(cwd, 'content'), join(cwd, 'aside'));
  expect((await run(['clean'], { cwd })).stdout).not.toContain('evidence');
  renameSync(join(cwd, 'aside'), join(cwd, 'content'));
  expect(files()).toHaveLength(2);
  expect((await run(['clean'], { cwd })).stdout).toMatch(
    /^removed the evidence of pages that are gone: runbooks\/b\nremoved 0 files of the site\n/,
  );
  expect(files()).toEqual([expect.stringContaining('runbooks+a@')]);
  expect((await run(['clean', '--evidence'], { cwd })).stdout).toContain(
    '\nremoved the evidence of 1 runbook\n',
  );
  expect(existsSync(join(cwd, '.rutter/evidence'))).toBe(false);
});

test('what is only good to know is said with --verbose', async () => {
  const cwd = folderWith({ ...page, 'content/posts/2026-01-01-a.md': '# A\n' });
  expect(await run(['build'], { cwd })).toMatchObject({ status: 0, stderr: '' });
  expect(await run(['check'], { cwd })).toMatchObject({ status: 0, stderr: '' });
  expect((await run(['check', '--verbose'], { cwd })).stderr).toContain('info site-url');
});

describe('servers as processes', () => {
  test('preview serves what was built, and refuses before that', async () => {
    const cwd = folderWith(page);
    const refused = await run(['preview'], { cwd });
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('rutter build')]);
    await run(['build'], { cwd });
    const child = start(['preview', '--port', '0'], { cwd });
    const [, port] = await said(child, /http:\/\/localhost:(\d+)\//);
    const answer = await ask(Number(port), '/');
    expect([answer.status, answer.body.includes('Hello.')]).toEqual([200, true]);
    expect(answer.body).not.toContain('__rutter');
    expect((await ask(Number(port), '/', { host: '::1' })).status).toBe(200);
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
  });

  test('dev follows, tells mistakes in the terminal, and ends with its streams open', async () => {
    const cwd = folderWith(page);
    const child = start(['dev', '--port', '0'], { cwd });
    const [, port] = await said(child, /http:\/\/localhost:(\d+)\//);
    expect((await ask(Number(port), '/')).body).toContain('Hello.');
    const told = said(child, /content\/index\.md:3:1 error link-broken/);
    writeFileSync(join(cwd, 'content/index.md'), '# Welcome\n\n[gone](nowhere.md)\n');
    await told;
    const open = ask(Number(port), '/__rutter/events').catch(() => undefined);
    const mended = said(child, /✓ content\/index\.md: 0 files written/);
    write(cwd, page);
    await mended;
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(143);
    await open;
  });

  test('a second Ctrl-C does not wait', async () => {
    const cwd = folderWith(page);
    const child = start(['dev', '--port', '0'], { cwd });
    await said(child, /http:/);
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
  });
});
