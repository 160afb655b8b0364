import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { configOf, makeSite, now, told, write } from './mini-site.ts';

async function built(root: string, markdown: { readonly sanitize?: boolean } = {}) {
  const config = await configOf(root);
  const { diagnostics } = await createBuilder({
    ...config,
    markdown: { ...config.markdown, ...markdown },
  }).build({ now });
  return {
    told: told(diagnostics),
    page: (path: string) => readFileSync(join(config.outDir, path, 'index.html'), 'utf8'),
  };
}

test('links, images and files of a part are those that its own folder has', async () => {
  const root = makeSite({
    'rutter.config.js': "export default { site: { base: '/base/' } };\n",
    'content/docs/guide/a.md': '# A\n\n<!--@include: ../../_parts/part.md-->\n',
    'content/docs/b.md': '# B\n\n<!--@include: ../_parts/part.md#some-->\n',
    'content/_parts/part.md':
      '[b](../docs/b.md) [to](#some) <a href="../docs/guide/a.md">a</a>\n\n![p](p.svg)\n\n## Some\n\n[b](../docs/b.md#some)\n',
    'content/_parts/p.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>',
  });
  const { told, page } = await built(root);
  // The second page has what is below the heading, not the heading.
  expect(told).toEqual([
    'content/_parts/part.md:7:1 error link-anchor `content/docs/b.md` has no anchor `#some`',
  ]);
  write(root, {
    'content/docs/b.md': '# B\n\n## Some\n\n<!--@include: ../_parts/part.md#some-->\n',
  });
  const again = await built(root);
  expect(again.told).toEqual([]);
  expect(again.page('docs/guide/a')).toContain(
    '<a href="/base/docs/b/">b</a> <a href="#some">to</a> <a href="/base/docs/guide/a/">a</a>',
  );
  expect(again.page('docs/guide/a')).toContain('src="/base/_parts/p.svg"');
  expect(page('docs/b')).toContain('<a href="/base/docs/b/#some">b</a>');
});

test('what is wrong in a part is told there, and when it is mended the page is made again', async () => {
  const root = makeSite({
    'content/a.md': '# A\n\n<!--@include: ./_a.md-->\n',
    'content/_a.md': '\ufeffOne\n\n[two](nowhere.md)\n',
  });
  expect((await built(root)).told).toEqual([
    expect.stringMatching(/^content\/_a.md:3:1 error link-broken the link `nowhere.md`/),
  ]);
  write(root, { 'content/_a.md': 'One [two](about.md)\n' });
  const { told, page } = await built(root);
  expect(told).toEqual([]);
  expect(page('a')).toContain('One <a href="/about/">two</a>');
});

test('a dead link of a part is called as the part calls it, and so is what it may mean', async () => {
  const root = makeSite({
    'content/docs/b/a.md': '# A\n\n<!--@include: ../../_parts/p.md-->\n',
    'content/_parts/p.md': '[one](../docs/b/instal.md) ![two](./gone.png)\n',
    'content/docs/b/install.md': '# Install\n',
  });
  expect((await built(root)).told).toEqual([
    'content/_parts/p.md:1:1 error link-broken the link `../docs/b/instal.md` leads to nothing that the site has (did you mean `../docs/b/install.md`)',
    'content/_parts/p.md:1:28 error link-image the image `gone.png` leads to nothing that the site has',
  ]);
});

test('untrusted pages include nothing but content', async () => {
  const root = makeSite({
    'content/a.md': '# A\n\n<<< @/rates.json\n\n<!--@include: ./_own.md-->\n\n<<< ./link.json\n',
    'content/_own.md':
      '<b onclick="x()">own</b> [run](javascript:alert(1))\n\n<script>1</script>\n',
    'rates.json': '{"secret": 1}\n',
  });
  symlinkSync('../rates.json', join(root, 'content/link.json'));
  const sound = await built(root);
  expect(sound.told.filter((one) => one.includes('include-'))).toEqual([]);
  const { told } = await built(root, { sanitize: true });
  expect(told.filter((one) => one.includes('include-'))).toEqual([
    expect.stringMatching(/^content\/a.md:3:1 error include-missing `rates.json` lies outside/),
    expect.stringMatching(/^content\/a.md:7:1 error include-missing `content\/link.json` lies/),
  ]);
  rmSync(join(root, 'content/link.json'));
  write(root, { 'content/a.md': '# A\n\n<!--@include: ./_own.md-->\n' });
  const html = (await built(root, { sanitize: true })).page('a');
  expect(html).toContain('own');
  expect(html).not.toMatch(/onclick|javascript:|<script/);
});

test('secrets, what Rutter wrote and what lies outside are not included', async () => {
  const root = makeSite({
    'content/a.md':
      '# A\n\n<<< @/.env\n\n<<< @/.rutter/x\n\n<<< ./../../x\n\n<<< @/node_modules/x.js\n\n<<< @/.github/w.yml\n\n<<< ./out\n\n<<< ./..\n',
    '.env': 'KEY=1',
    '.rutter/x': 'x',
    'node_modules/x.js': 'x',
    '.github/w.yml': 'on: push\n',
  });
  symlinkSync('/etc/hostname', join(root, 'content/out'));
  const { told } = await built(root);
  expect(told.filter((one) => one.includes('include-')).map((one) => one.split(' (')[0])).toEqual([
    'content/a.md:3:1 error include-missing `.env` is not read: it may be secret, or it is made by Rutter',
    'content/a.md:5:1 error include-missing `.rutter/x` is not read: it may be secret, or it is made by Rutter',
    'content/a.md:7:1 error include-missing `../x` lies outside of what may be included',
    'content/a.md:9:1 error include-missing `node_modules/x.js` is not read: it may be secret, or it is made by Rutter',
    'content/a.md:13:1 error include-missing `content/out` lies outside of what may be included',
    'content/a.md:15:1 error include-missing `.` is not read: it may be secret, or it is made by Rutter',
  ]);
});
