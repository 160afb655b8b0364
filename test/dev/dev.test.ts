import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { type DevEvent, startDev } from '../../src/dev/dev.ts';
import { ask, listenTo } from './site.ts';

const files = {
  'rutter.config.js': "export default { site: { title: 'First title' } };\n",
  'content/index.md': '# Welcome\n\nHello.\n',
  'content/docs/one.md': '# One\n\nThe first.\n',
};

function write(root: string, name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

async function dev(given: Readonly<Record<string, string>> = files) {
  const root = mkdtempSync(join(tmpdir(), 'rutter-dev-'));
  for (const [name, text] of Object.entries(given)) write(root, name, text);
  const events: DevEvent[] = [];
  const started = await startDev({
    loadConfig: () => loadConfig({ root }),
    address: { port: 0 },
    onEvent: (event) => void events.push(event),
  });
  onTestFinished(async () => {
    await started.close();
    rmSync(root, { recursive: true, force: true });
  });
  const port = Number(new URL(started.url).port);
  const live = await listenTo(port);
  onTestFinished(() => live.close());
  const first = await live.next();
  return {
    root,
    events,
    port,
    live,
    first,
    started,
    write: (name: string, text: string) => write(root, name, text),
    body: async (path: string) => (await ask(port, path)).body,
  };
}

test('what is saved is built, told and served', async () => {
  const { write, body, live, first, events } = await dev();
  expect(await body('/')).toContain('Hello.');
  write('content/index.md', '# Welcome\n\nChanged.\n');
  const next = await live.next();
  expect(next.build).not.toBe(first.build);
  expect(await body('/')).toContain('Changed.');
  expect(events.map((one) => one.kind)).toEqual(['built', 'built']);
  expect(events[1]).toMatchObject({ changed: ['content/index.md'] });
  write('content/docs/two.md', '# Two\n\nThe second.\n');
  await live.next();
  expect(await body('/docs/two/')).toContain('The second.');
});

test('the index of the search is made when it is asked for, anew after a change, and without a reload', async () => {
  const { write, body, live, events, port } = await dev();
  expect(events).toHaveLength(1);
  const entry = async () => JSON.parse(await body('/pagefind/pagefind-entry.json'));
  expect((await entry()).languages.en.page_count).toBe(2);
  expect((await ask(port, '/pagefind/nothing.js')).status).toBe(404);
  expect(events).toHaveLength(1);
  write('content/docs/two.md', '# Two\n\nThe second.\n');
  await live.next();
  expect((await entry()).languages.en.page_count).toBe(3);
  expect(events).toHaveLength(2);
  const [, changed] = events;
  const paths =
    changed?.kind === 'built' ? [...changed.result.written, ...changed.result.removed] : [];
  expect(paths.filter((path) => path.startsWith('pagefind/'))).toEqual([]);
}, 30_000);

test('a broken page is shown over the last good site, until it is mended', async () => {
  const { write, body, live, first, events } = await dev();
  write('content/docs/one.md', '# One\n\n[gone](<b>nowhere.md>) and [more](nowhere.md)\n');
  const broken = await live.next();
  expect(broken.build).toBe(first.build);
  expect(broken.overlay).toContain('content/docs/one.md:3:');
  expect(broken.overlay).toContain('link-broken');
  expect(broken.overlay).not.toContain('<b>nowhere');
  expect(await body('/docs/one/')).toContain('The first.');
  expect(events.at(-1)).toMatchObject({ kind: 'failed', changed: ['content/docs/one.md'] });
  write('content/docs/one.md', files['content/docs/one.md']);
  expect(await live.next()).toEqual({ build: first.build, overlay: '' });
});

test('the configuration is read again; a broken one keeps the old', async () => {
  const { write, body, live, first } = await dev();
  expect(await body('/')).toContain('First title');
  write('rutter.config.js', "export default { sit: { title: 'Second title' } };\n");
  const broken = await live.next();
  expect([broken.build, broken.overlay]).toEqual([first.build, expect.stringContaining('`sit`')]);
  expect(await body('/')).toContain('First title');
  // Meanwhile pages are built on with the configuration that was good.
  write('content/index.md', '# Welcome\n\nChanged.\n');
  const meanwhile = await live.next();
  expect(meanwhile.overlay).toContain('`sit`');
  expect(await body('/')).toContain('Changed.');
  write('rutter.config.js', "export default { site: { title: 'Second title' } };\n");
  expect((await live.next()).overlay).toBe('');
  expect(await body('/')).toContain('Second title');
});

test('a configuration file that appears is noticed, and one that goes', async () => {
  const { 'rutter.config.js': _, ...rest } = files;
  const { root, write, body, live } = await dev(rest);
  write('.config/rutter.config.js', "export default { site: { title: 'From nowhere' } };\n");
  await live.next();
  expect(await body('/')).toContain('From nowhere');
  unlinkSync(join(root, '.config/rutter.config.js'));
  await live.next();
  expect(await body('/')).not.toContain('From nowhere');
});

test('a site that is broken from the start is served as soon as it is mended', async () => {
  const { write, port, live, first } = await dev({ 'content/index.md': '# A\n\n[x](gone.md)\n' });
  expect(first.overlay).toContain('link-broken');
  expect((await ask(port, '/')).status).toBe(503);
  write('content/index.md', '# A\n\nMended.\n');
  expect((await live.next()).build).not.toBe(first.build);
  expect((await ask(port, '/')).body).toContain('Mended.');
});

test('new evidence is a change, too', async () => {
  const { write, live, events } = await dev();
  write('.rutter/evidence/broken.json', '{');
  await live.next();
  expect(events.at(-1)).toMatchObject({
    kind: 'built',
    changed: ['.rutter/evidence/broken.json'],
    result: {
      diagnostics: expect.arrayContaining([expect.objectContaining({ code: 'evidence-invalid' })]),
    },
  });
});

test('what is no part of the site is no change', async () => {
  const { root, write, live, events } = await dev();
  write('README.md', '# Readme');
  write('dist/x.html', 'x');
  write('content/.draft.md', '# Hidden');
  write('content/node_modules/x/y.md', '# Not ours');
  await new Promise((resolve) => setTimeout(resolve, 400));
  write('content/index.md', '# Welcome\n\nChanged.\n');
  await live.next();
  expect(events.slice(1)).toMatchObject([{ changed: ['content/index.md'], root }]);
});

test('the built site stays as it is', async () => {
  const { root, port } = await dev({ ...files, 'dist/mine.txt': 'mine' });
  expect((await ask(port, '/')).status).toBe(200);
  expect((await ask(port, '/mine.txt')).status).toBe(404);
  const config = await loadConfig({ root });
  expect(config.outDir).toBe(join(root, 'dist'));
});

test('what a page includes is watched wherever it lies, also before it is there', async () => {
  const { write, body, live } = await dev({
    ...files,
    'src/app.js': 'one();\n',
    'content/docs/one.md': '# One\n\n<<< @/src/app.js\n',
  });
  write('src/app.js', 'two();\n');
  await live.next();
  expect(await body('/docs/one/')).toContain('two');
  write('content/docs/one.md', '# One\n\n<<< @/src/late.js\n');
  expect((await live.next()).overlay).toContain('src/late.js');
  write('src/late.js', 'three();\n');
  await live.next();
  expect(await body('/docs/one/')).toContain('three');
});

test('the logo of social cards is watched, as it may lie anywhere', async () => {
  const logo = (side: number) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="8"/>`;
  const { write, body, live } = await dev({
    ...files,
    'rutter.config.js':
      "export default { site: { title: 'T', url: 'https://example.org' }, cards: { enabled: true, logo: 'art/logo.svg' } };\n",
    'art/logo.svg': logo(8),
  });
  const card = async () => /cards\/\w+\.png/.exec(await body('/docs/one/'))?.[0];
  const before = await card();
  expect(before).toBeDefined();
  write('art/logo.svg', logo(16));
  await live.next();
  expect(await card()).not.toBe(before);
});

test('modules that the configuration imports, and folders that are made later', async () => {
  const { root, write, body, live } = await dev({
    ...files,
    'title.js': "export const title = 'First title';\n",
    'rutter.config.js':
      "import { title } from './title.js';\n\nexport default { site: { title } };\n",
  });
  write('title.js', "export const title = 'Second title';\n");
  await live.next();
  expect(await body('/')).toContain('Second title');
  mkdirSync(join(root, 'public'));
  await live.next();
  write('public/late.txt', 'late');
  await vi.waitFor(async () => expect(await body('/late.txt')).toBe('late'), 10_000);
});

test('files that the theme and its options name are seen from the start, also where nothing could be built', async () => {
  const html = "import { html } from 'rutter/theme';\n";
  const part = (text: string) => `${html}export default () => html\`<footer>${text}</footer>\`;\n`;
  const { write, body, live, first } = await dev({
    'rutter.config.js':
      "export default { theme: './theme', themeOptions: { styles: ['looks/site.css'] } };\n",
    'content/index.md': '# Welcome\n',
    'theme/parts/footer.ts': part('one'),
  });
  expect(first.overlay).toContain('looks/site.css');
  write('looks/site.css', '@import "x.css";\n');
  expect((await live.next()).overlay).toContain('theme-style');
  write('looks/site.css', ':root { --accent: red }\n');
  expect((await live.next()).overlay).toBe('');
  expect(await body('/')).toContain('<footer>one</footer>');
  write('theme/parts/footer.ts', "export default () => 'two';\n");
  expect((await live.next()).overlay).toContain('theme/parts/footer.ts:1:1');
  write('theme/parts/footer.ts', part('two'));
  expect((await live.next()).overlay).toBe('');
  expect(await body('/')).toContain('<footer>two</footer>');
});

test('a theme that is a package linked from elsewhere is seen as well', async () => {
  const place = mkdtempSync(join(tmpdir(), 'rutter-linked-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  write(place, 'package.json', '{ "name": "harbour", "version": "1.0.0" }');
  write(place, 'words.yml', 'skipToContent: Aboard\n');
  const started = dev({
    'rutter.config.js': "export default { theme: 'harbour' };\n",
    'content/index.md': '# Welcome\n',
    'node_modules/.keep': '',
  });
  const { write: change, root, body, live } = await started;
  symlinkSync(place, join(root, 'node_modules/harbour'));
  change('rutter.config.js', "export default { theme: 'harbour', site: { title: 'Linked' } };\n");
  expect((await live.next()).overlay).toBe('');
  expect(await body('/')).toContain('Aboard');
  write(place, 'words.yml', 'skipToContent: Ahoy\n');
  await live.next();
  expect(await body('/')).toContain('Ahoy');
});
