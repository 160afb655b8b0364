import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import { makeSite, now, plainTheme, textsOf } from './mini-site.ts';

async function built(files: Readonly<Record<string, string>>, config: object = {}) {
  const root = makeSite({
    'rutter.config.mjs': `export default ${JSON.stringify({
      site: {
        title: 'Handbook',
        description: 'How we run it.',
        url: 'https://example.org',
        base: '/b/',
      },
      ...config,
    })};\n`,
    ...files,
  });
  const settings = { ...(await loadConfig({ root })), theme: plainTheme };
  const { ok } = await createBuilder(settings).build({ now });
  expect(ok).toBe(true);
  return textsOf(join(root, 'dist'));
}

const page = (body: string, keys = '') => ({
  'content/about.md': `---\ntitle: About [us]\n${keys}---\n${body}\n`,
});

describe('llms.txt', () => {
  test('lists what there is by collection; llms-full.txt has all of it', async () => {
    const files = await built({
      ...page('Who we are.', 'description: Of people.\n'),
      'content/posts/one.md': '---\ndate: 2026-01-02\n---\n# One\n\nThe first.\n',
      'content/hidden.md': '---\nunlisted: true\n---\n# Hidden\n',
      'content/left.md': '---\nllms: false\n---\n# Left\n',
      'content/noindex.md': '---\nnoindex: true\n---\n# Noindex\n',
      'content/404.md': '# Not here\n',
    });
    expect(files['llms.txt']).toBe(
      [
        '# Handbook\n\n> How we run it.\n\n## Posts\n',
        '- [One](https://example.org/b/posts/one/index.md): The first.\n\n## Pages\n',
        '- [About \\[us\\]](https://example.org/b/about/index.md): Of people.\n',
      ].join('\n'),
    );
    expect(files['llms-full.txt']).toBe(
      [
        '# Handbook\n\n> How we run it.\n',
        '---\n\nSource: https://example.org/b/posts/one/\n\n# One\n\nThe first.\n',
        '---\n\nSource: https://example.org/b/about/\n\n# About [us]\n\n> Of people.\n\nWho we are.\n',
      ].join('\n'),
    );
    const copies = Object.keys(files).filter((path) => path.endsWith('.md'));
    expect(copies).toEqual(['about/index.md', 'hidden/index.md', 'posts/one/index.md']);
  });

  test('is left out with all that belongs to it where nobody wants it', async () => {
    const files = await built(page('Text.'), { llms: false });
    expect(Object.keys(files).filter((path) => /llms|\.md$/.test(path))).toEqual([]);
  });

  test('a file of the author stands in its place', async () => {
    const files = await built({ ...page('Text.'), 'public/llms.txt': 'mine' });
    expect(files['llms.txt']).toBe('mine');
  });
});

test('a runbook says how one tells that it is meant, and who answers for it', async () => {
  const files = await built(
    page(
      'What to do.',
      'description: Of disks.\nsymptoms: ["`df` says 100 %", Logins hang]\nowner: Storage\n',
    ),
  );
  expect(files['about/index.md']).toBe(
    '# About [us]\n\n> Of disks.\n\nSymptoms:\n\n- `df` says 100 %\n- Logins hang\n\nOwner: Storage\n\nWhat to do.\n',
  );
});

describe('the Markdown beside a page', () => {
  const copyOf = async (body: string): Promise<string> => {
    const files = await built({
      ...page(body),
      'content/other.md': '# Other\n',
      'content/pic (1).png': 'PNG',
    });
    return files['about/index.md']?.replace('# About [us]\n\n', '') ?? '';
  };

  test.each([
    [
      '[a](other.md#other) and [b](https://x.org/?a=1)',
      '[a](/b/other/#other) and [b](https://x.org/?a=1)',
    ],
    ['[a](<other.md> "t")', '[a](</b/other/> "t")'],
    ['![p](<pic (1).png>)', '![p](</b/pic%20%281%29.png>)'],
    ['[a][r]\n\n[r]: other.md "T"', '[a][r]\n\n[r]: /b/other/ "T"'],
    ['`[a](other.md)`\n\n```\n[a](other.md)\n```', '`[a](other.md)`\n\n```\n[a](other.md)\n```'],
    ['[other.md](other.md)', '[other.md](/b/other/)'],
    ['[a\\](other.md) b](other.md)', '[a\\](other.md) b](/b/other/)'],
  ])('has links that lead on: %s', async (body, expected) => {
    expect(await copyOf(body)).toBe(`${expected}\n`);
  });

  test.each([
    ['a <!-- note --> b', 'a  b'],
    ['<!-- a\nnote -->\n\ntext', 'text'],
    ['text\n\n<div>\n<!-- note -->\n</div>', 'text\n\n<div>\n\n</div>'],
    ['```html\n<!-- kept -->\n```', '```html\n<!-- kept -->\n```'],
    ['x\n\n<!-- never closed', 'x'],
    [
      'x\n\n```sh run\ntrue\n```\n\n```sh run hidden\nrm -rf /tmp/x\n```',
      'x\n\n```sh run\ntrue\n```',
    ],
    ['x\n\n<!-- sh role=fault\nfalse\n-->\n\n```sh run\ntrue\n```', 'x\n\n```sh run\ntrue\n```'],
  ])('has nothing that the page does not show: %s', async (body, expected) => {
    expect(await copyOf(body)).toBe(`${expected}\n`);
  });

  test('has what is included from other files, seen from where it is', async () => {
    const files = await built({
      ...page('<!--@include: @/parts/p.md-->\n\n<<< @/parts/x.js'),
      'parts/p.md': 'A part of [this](../content/other.md).\n',
      'parts/x.js': 'let x;\n',
      'content/other.md': '# Other\n',
    });
    expect(files['about/index.md']).toBe(
      '# About [us]\n\nA part of [this](/b/other/).\n\n```js\nlet x;\n```\n',
    );
  });
});
