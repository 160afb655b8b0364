import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { makeSite, now, textsOf, write } from './mini-site.ts';

const meta = '<meta http-equiv="Content-Security-Policy" content="';
const none = 'export default { checks: { links: "ignore" } };\n';
const some = `export default {
  site: { base: '/handbook/' },
  csp: { 'connect-src': ['https://api.example.org'], 'frame-ancestors': ["'none'"] },
};\n`;

async function build(root: string) {
  const config = await loadConfig({ root });
  return createBuilder(config).build({ now });
}

async function mistakes(config: string): Promise<readonly string[]> {
  const root = makeSite({ 'rutter.config.mjs': config });
  const failed = await loadConfig({ root }).catch((error) => error);
  return failed.diagnostics.map(
    (one: { message: string; span?: { start: { line: number } } }) =>
      `${one.span?.start.line}: ${one.message}`,
  );
}

test('every page, each list and what leads on has a policy of its own', async () => {
  const root = makeSite({
    'rutter.config.mjs': some,
    'content/docs/a.md': '---\naliases: [/old/]\n---\n# A\n\n<script>a()</script>\n',
    'content/docs/b.md': '# B\n',
  });
  expect((await build(root)).ok).toBe(true);
  const pages = Object.entries(textsOf(join(root, 'dist'))).filter(([path]) =>
    path.endsWith('.html'),
  );
  expect(pages.map(([path]) => path)).toContain('old/index.html');
  for (const [path, text] of pages) {
    expect(text.split(meta), path).toHaveLength(2);
    expect(text.indexOf(meta), path).toBeLessThan(text.indexOf('<script'));
    expect(/script-src[^;]* 'sha256-/.test(text), path).toBe(path === 'docs/a/index.html');
    expect(text, path).toContain("connect-src 'self' https://api.example.org");
    expect(text, path).not.toContain('frame-ancestors');
  }
});

test('servers get what a page cannot say', async () => {
  const root = makeSite({ 'rutter.config.mjs': some });
  await build(root);
  const read = (name: string) => readFileSync(join(root, 'dist', name), 'utf8');
  expect(read('_headers')).toBe(
    [
      '/handbook/*',
      "  Content-Security-Policy: frame-ancestors 'none'",
      '  Referrer-Policy: strict-origin-when-cross-origin',
      '  X-Content-Type-Options: nosniff',
      '',
    ].join('\n'),
  );
  expect(read('_headers.nginx')).toContain(
    `add_header Content-Security-Policy "frame-ancestors 'none'" always;`,
  );
  expect(read('_headers.apache')).toContain(
    `Header always set Content-Security-Policy "frame-ancestors 'none'"`,
  );
  const report = 'https://r.example.org/?key=a%20b';
  write(root, {
    'rutter.config.mjs': `export default { csp: { 'report-uri': ['${report}'] } };\n`,
  });
  expect((await build(root)).ok).toBe(true);
  expect(read('_headers.nginx')).toContain(`report-uri ${report}"`);
  // Apache reads `%` as the beginning of a variable.
  expect(read('_headers.apache')).toContain(`report-uri ${report.replace('%', '%%')}"`);
  write(root, { 'public/_headers': '/*\n  X-Own: yes\n' });
  expect((await build(root)).ok).toBe(true);
  expect(read('_headers')).toBe('/*\n  X-Own: yes\n');
});

test('without the key there is no policy, and pages are drawn again where it comes and goes', async () => {
  const root = makeSite({ 'rutter.config.mjs': none });
  const page = () => readFileSync(join(root, 'dist/about/index.html'), 'utf8');
  await build(root);
  expect(page()).not.toContain(meta);
  expect(Object.keys(textsOf(join(root, 'dist')))).not.toContain('_headers');
  write(root, { 'rutter.config.mjs': 'export default { csp: true };\n' });
  await build(root);
  expect(page()).toContain(meta);
  write(root, { 'rutter.config.mjs': none });
  await build(root);
  expect(page()).not.toContain(meta);
});

test('a mistake in the key is told where it stands', async () => {
  expect(
    await mistakes(
      `export default {\n  csp: {\n    'image-src': ['https://a.example'],\n  },\n};\n`,
    ),
  ).toEqual(['3: `csp.image-src` must be named as a directive is, such as `img-src`']);
  expect(
    await mistakes(`export default {\n  csp: {\n    'img-src': ['self'],\n  },\n};\n`),
  ).toEqual([
    `3: \`csp.img-src\` must be a list in which self has quotes of its own: "'self'", found a list`,
  ]);
  expect(
    await mistakes(
      `export default {\n  csp: {\n    'img-src': true,\n    'upgrade-insecure-requests': ['x'],\n    'script-src': ["'nonce-abc'"],\n    'font-src': ['a; b'],\n  },\n};\n`,
    ),
  ).toEqual([
    '5: `csp.script-src` must be without nonces: what a page has in it is allowed by its hash, found a list',
    '6: `csp.font-src` must be a list of sources, each without blanks, `;` and `,`, found a list',
  ]);
  expect(
    await mistakes(
      `export default {\n  csp: {\n    'img-src': true,\n    'upgrade-insecure-requests': ['x'],\n  },\n};\n`,
    ),
  ).toEqual([
    '3: `csp.img-src` must be a list of sources',
    '4: `csp.upgrade-insecure-requests` must be `true`: it has no sources',
  ]);
  expect(await mistakes('export default {\n  csp: "strict",\n};\n')).toEqual([
    '2: `csp` must be `true`, which is a strict policy with the hashes of each page, or a group of lists by directive, found the text "strict"',
  ]);
});
