import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { buildSite, makeSite, now, told } from '../build/mini-site.ts';
import { picture } from './pictures.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A site with one page of docs that says so much, and files. */
function siteWith(body: string, files: Files = {}, config = ''): string {
  const root = makeSite({
    'content/docs/a.md': `# A\n\n${body}\n`,
    'rutter.config.mjs': `export default { ${config} };\n`,
  });
  put(root, files);
  return root;
}

function put(root: string, files: Files): void {
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), contents);
  }
}

async function built(root: string) {
  const { diagnostics, manifest, outDir, written, ok } = await buildSite(root);
  const html = readFileSync(join(outDir, 'docs/a/index.html'), 'utf8').split('next:')[0] ?? '';
  return {
    ok,
    html: html.slice(html.indexOf('<')).trim(),
    told: told(diagnostics),
    files: Object.keys(manifest?.files ?? {}).filter((path) =>
      /^docs\/[^/]+\.(?!html)\w+$/.test(path),
    ),
    written,
    outDir,
  };
}

describe('the size of an image', () => {
  test.each([
    ['png', () => picture(30, 20), '30', '20'],
    ['jpeg', () => picture(30, 20, { format: 'jpeg' }), '30', '20'],
    ['gif', () => picture(30, 20, { format: 'gif' }), '30', '20'],
    ['webp', () => picture(30, 20, { format: 'webp' }), '30', '20'],
    [
      'avif',
      async () =>
        sharp(await picture(30, 20))
          .avif()
          .toBuffer(),
      '30',
      '20',
    ],
    ['jpg', () => picture(30, 20, { format: 'jpeg', orientation: 6 }), '20', '30'],
    [
      'svg',
      async () => Buffer.from('<svg xmlns="x" width="30" height="20.4px"><a width="7"/></svg>'),
      '30',
      '20',
    ],
  ])('is written into the page: %s', async (ending, make, width, height) => {
    const bytes = await make();
    const { html, told } = await built(
      siteWith(`![](x.${ending})`, { [`content/docs/x.${ending}`]: bytes }),
    );
    expect(html).toContain(` width="${width}" height="${height}" loading="eager"`);
    expect(told).toEqual([]);
  });

  test('is that of its content, whatever its name says, and none for a drawing without one', async () => {
    const { html } = await built(
      siteWith('![](a.gif) ![](b.svg)', {
        'content/docs/a.gif': await picture(30, 20),
        'content/docs/b.svg': '<?xml version="1.0"?><svg viewBox="0 0 9 9"><path/></svg>',
      }),
    );
    expect(html).toMatch(/a\.gif"[^>]* width="30"/);
    expect(html).toMatch(/b\.svg" alt="" loading/);
  });

  test('an author may give one side, or both', async () => {
    const { html } = await built(
      siteWith(
        '<img src="x.png" width="15"> <img src="x.png" height="2"> <img src="x.png" width="50%">',
        {
          'content/docs/x.png': await picture(30, 20),
        },
      ),
    );
    expect(
      [...html.matchAll(/width="([^"]*)"(?: height="([^"]*)")?|height="(\d+)" width="(\d+)"/g)].map(
        (one) => one.slice(1),
      ),
    ).toEqual([
      ['15', '10', undefined, undefined],
      [undefined, undefined, '2', '3'],
      ['50%', undefined, undefined, undefined],
    ]);
  });

  test('of the public folder, too; below a base, too', async () => {
    const { html, files } = await built(
      siteWith(
        '![](/logo.png)',
        { 'public/logo.png': await picture(900, 20) },
        "site: { base: '/x/' }",
      ),
    );
    expect(html).toContain('<img src="/x/logo.png" alt="" width="900" height="20"');
    expect(files).toEqual([]);
  });

  test('an image that is none is told of at its place', async () => {
    const { told, html } = await built(
      siteWith('Text ![](x.png)', { 'content/docs/x.png': 'no image' }),
    );
    expect(told).toEqual([
      expect.stringContaining(
        'content/docs/a.md:3:6 warning image-unreadable the image `x.png` is none that is known',
      ),
    ]);
    expect(html).toContain('<img src="/docs/x.png" alt="" loading');
  });

  test('pages are made again when an image of theirs has become another', async () => {
    const root = siteWith('![](x.png)', { 'content/docs/x.png': await picture(30, 20) });
    await built(root);
    put(root, { 'content/docs/x.png': await picture(40, 20) });
    expect((await built(root)).html).toContain('width="40"');
    rmSync(join(root, 'content/docs/x.png'));
    expect((await built(root)).told).toEqual([expect.stringContaining('link-image')]);
  });
});

describe('captions', () => {
  test('the title of an image that stands alone is its caption', async () => {
    const { html } = await built(
      siteWith('![A](x.png "So *it* is")\n\n[![B](x.png "Linked")](https://example.org/)', {
        'content/docs/x.png': await picture(3, 2),
      }),
    );
    expect(html).toMatch(
      /^<figure><img src="\/docs\/x\.png" alt="A" width="3" height="2"[^>]*><figcaption>So \*it\* is<\/figcaption><\/figure>/,
    );
    expect(html).toMatch(
      /<figure><a href[^>]*><img[^>]*><\/a><figcaption>Linked<\/figcaption><\/figure>$/,
    );
    expect(html).not.toContain('title=');
  });

  test('an image in a sentence, or without a title, is as Markdown has it', async () => {
    const { html } = await built(
      siteWith('Text ![A](https://example.org/x.png "T")\n\n![B](https://example.org/y.png)'),
    );
    expect(html).not.toContain('figure');
    expect(html).toContain('title="T"');
  });

  test('the configuration may do without', async () => {
    const root = siteWith(
      '![A](https://example.org/x.png "T")',
      {},
      'markdown: { images: { figures: false } }',
    );
    expect((await built(root)).html).toMatch(
      /^<p><img src="https:\/\/example\.org\/x\.png" alt="A" title="T"/,
    );
  });
});

describe('light and dark', () => {
  test('are images for one scheme, and one figure where they stand together', async () => {
    const { html } = await built(
      siteWith(
        '![A](x.png#only-light "T") ![A](y.png#gh-dark-mode-only "T")\n\n![B](x.png#only-dark "U")',
        {
          'content/docs/x.png': await picture(3, 2),
          'content/docs/y.png': await picture(3, 2),
        },
      ),
    );
    expect(html).toMatch(
      /^<figure><img src="\/docs\/x\.png"[^>]* class="only-light" loading="lazy"[^>]*><img src="\/docs\/y\.png"[^>]* class="only-dark"[^>]*><figcaption>T<\/figcaption><\/figure>/,
    );
    expect(html).toMatch(
      /<figure class="only-dark"><img [^>]*><figcaption>U<\/figcaption><\/figure>$/,
    );
  });

  test('also where content is not trusted', async () => {
    const root = siteWith(
      '![A](x.png#only-light "T")',
      { 'content/docs/x.png': await picture(3, 2) },
      'markdown: { sanitize: true }',
    );
    expect((await built(root)).html).toMatch(
      /^<figure class="only-light"><img [^>]*class="only-light"/,
    );
  });
});

describe('other sizes and formats', () => {
  test('are published beside the original, named by their content, and offered to browsers', async () => {
    const root = siteWith('![A](x.jpg)', {
      'content/docs/x.jpg': await picture(1000, 100, { format: 'jpeg' }),
    });
    const { html, files, outDir } = await built(root);
    expect(files).toEqual([
      expect.stringMatching(/^docs\/x\.1000w\.[\da-f]{8}\.webp$/),
      expect.stringMatching(/^docs\/x\.480w\.[\da-f]{8}\.webp$/),
      expect.stringMatching(/^docs\/x\.720w\.[\da-f]{8}\.webp$/),
      'docs/x.jpg',
    ]);
    const [, small = ''] = files;
    expect(html).toContain(`<picture><source type="image/webp" srcset="/${small} 480w, /`);
    expect(html).toContain(
      '1000w" sizes="(min-width: 45rem) 42rem, 100vw"><img src="/docs/x.jpg" alt="A" width="1000" height="100"',
    );
    expect(await sharp(join(outDir, small)).metadata()).toMatchObject({
      format: 'webp',
      width: 480,
      height: 48,
    });
  });

  test('in the formats and widths of the configuration, the best format first', async () => {
    const root = siteWith(
      '![A](x.png)',
      { 'content/docs/x.png': await picture(64, 10) },
      "markdown: { images: { widths: [32, 48], formats: ['avif', 'webp'], sizes: '50vw' } }",
    );
    const { html, files } = await built(root);
    expect(files.map((path) => path.replace(/\.[\da-f]{8}/, '')).sort()).toEqual([
      'docs/x.32w.avif',
      'docs/x.32w.webp',
      'docs/x.48w.avif',
      'docs/x.48w.webp',
      'docs/x.png',
    ]);
    expect(html).toMatch(
      /^<p><picture><source type="image\/avif" [^>]*sizes="50vw"><source type="image\/webp"/,
    );
  });

  test.each([
    ['small ones', 'x.png', () => picture(480, 10)],
    ['what moves', 'x.gif', () => picture(900, 10, { format: 'gif' })],
    ['drawings', 'x.svg', async () => Buffer.from('<svg width="900" height="10"></svg>')],
    ['a moving PNG', 'x.png', async () => withChunk(await picture(900, 10), 'acTL')],
    ['more pixels than the limit', 'x.png', () => picture(1200, 900)],
  ])('not of %s', async (_, name, make) => {
    const bytes = await make();
    const { files, html } = await built(
      siteWith(
        `![](${name})`,
        { [`content/docs/${name}`]: bytes },
        'markdown: { images: { maxPixels: 1000000 } }',
      ),
    );
    expect(files).toEqual([`docs/${name}`]);
    expect(html).not.toContain('picture');
  });

  test('nor where an author has done it, or says not to', async () => {
    const bytes = await picture(600, 10);
    const own =
      '<picture><source srcset="x.png 1x"><img src="x.png"></picture> <img src="x.png" srcset="x.png 2x">';
    const { files } = await built(
      siteWith(own, { 'content/docs/x.png': bytes }, 'markdown: { images: { resize: false } }'),
    );
    expect(files).toEqual(['docs/x.png']);
    const { html } = await built(siteWith(own, { 'content/docs/x.png': bytes }));
    expect(html.match(/<picture>/g)).toHaveLength(1);
  });

  test('an author may show it smaller', async () => {
    const { html } = await built(
      siteWith('<img src="x.png" width="300" alt="">', {
        'content/docs/x.png': await picture(600, 10),
      }),
    );
    expect(html).toContain('sizes="min(300px, 100vw)"');
  });

  test('where content is not trusted as well, and it has no attributes of its own for it', async () => {
    const root = siteWith(
      '<img src="x.png" onerror="x()" srcset="x.png 9x">\n\n![](x.png)',
      { 'content/docs/x.png': await picture(600, 10) },
      'markdown: { sanitize: true }',
    );
    const { html } = await built(root);
    expect(html).not.toMatch(/onerror|9x/);
    expect(html).toContain('<picture><source type="image/webp"');
  });

  test('are made once: the next build of another folder takes them from the state folder', async () => {
    const root = siteWith('![](x.png)', { 'content/docs/x.png': await picture(600, 10) });
    const { files } = await built(root);
    const kept = readdirSync(join(root, '.rutter/images'));
    expect(kept).toHaveLength(2);
    for (const name of kept) {
      // Only what was kept can be what is published here.
      writeFileSync(join(root, '.rutter/images', name), 'damaged');
    }
    rmSync(join(root, 'dist'), { recursive: true });
    const again = await built(root);
    expect(again.files).toEqual(files);
    expect(readFileSync(join(again.outDir, files[0] ?? ''), 'latin1').slice(8, 12)).toBe('WEBP');
  });

  test('`check` makes none', async () => {
    const root = siteWith('![](x.png)', { 'content/docs/x.png': await picture(600, 10) });
    const config = await loadConfig({ root });
    const { ok } = await createBuilder(config).check({ now });
    expect(ok).toBe(true);
    expect(readdirSync(root)).not.toContain('.rutter');
  });

  test('an image that breaks off stops the build and is named', async () => {
    const whole = await picture(600, 300, { format: 'jpeg' });
    const root = siteWith('![](x.jpg)', {
      'content/docs/x.jpg': whole.subarray(0, whole.length >> 1),
    });
    const { ok, diagnostics } = await buildSite(root);
    expect(ok).toBe(false);
    expect(told(diagnostics)).toEqual([
      expect.stringMatching(
        /^content\/docs\/x\.jpg error image-resize the image cannot be made in another size: /,
      ),
    ]);
  });
});

/** A PNG with one more chunk before its data. */
function withChunk(png: Buffer, type: string): Buffer {
  const at = png.indexOf('IDAT', 0, 'latin1') - 4;
  return Buffer.concat([
    png.subarray(0, at),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from(type, 'latin1'),
    Buffer.from([0, 0, 0, 0]),
    png.subarray(at),
  ]);
}
