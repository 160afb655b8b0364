import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtInCollections } from '../../src/config/defaults.ts';
import { readEntry } from '../../src/content/entry.ts';
import { knownKeysOf } from '../../src/content/known-keys.ts';
import { readSimpleFrontMatter } from '../../src/content/simple-front-matter.ts';
import { parseSimpleYaml } from '../../src/content/simple-yaml.ts';
import { readWholeFrontMatter } from '../../src/content/whole-front-matter.ts';
import { parseYaml } from '../../src/content/yaml.ts';
import { sourceFile } from '../../src/model/source.ts';

/** What is read simply is what is read in full. */
function isTheSame(text: string): boolean {
  const simple = parseSimpleYaml(text);
  if (simple === undefined) return false;
  const whole = parseYaml(text);
  expect([text, whole.problems]).toEqual([text, []]);
  expect([text, simple.data]).toEqual([text, whole.value ?? {}]);
  for (const [key, place] of simple.places) {
    expect([text, key, place]).toEqual([text, key, whole.locate([key])]);
  }
  return true;
}

const usual = [
  '',
  '# nothing but this\n',
  'title: A\ndate: 2026-01-31\ntags: [linux, "a b", \'c\', x y]\n',
  'title: "DNS: again"\n\n# a comment\norder: 010\ndraft: True\nempty:\nnone: null\n',
  'tags:\n  - a\n  # between\n\n  - "b"\nother:\n- c\n- d e\nlast: x\n',
  'group:\n  key: 1\n  deeper:\n    tags: []\n  list:\n  - a\n',
  'title:   a [b] {c} (d), e: \n'.replace(': \n', ' f\n'),
  'commit: 2547f62e2337d6c\nversion: 1.2.3\n',
  'url: https://example.org/a#b\nversion: v1.2\nday: 2026-01-31T10:00:00+02:00\n',
  'ünter_key: x\n'.slice(1),
  'umlaut: äöü – “so” 😀\nspace: a\u00A0b\n',
];

const unusual = [
  'a: b: c\n',
  'a: b #c\n',
  'a: # c\n',
  'a: b\n  c\n',
  'a: 1.5\n',
  'a: 0x1F\n',
  'a: -1\n',
  'a: ~\n',
  'a: *b\n',
  'a: &b c\n',
  'a: !!str c\n',
  'a: |\n  c\n',
  'a: "b\\n"\n',
  "a: 'it''s'\n",
  'a: {b: c}\n',
  'a: [b, [c]]\n',
  'a: [b,\n  c]\n',
  'a: [b,]\n',
  'a: [b: c]\n',
  'a: 1\na: 2\n',
  'a:\n  - b: c\n',
  'a:\n  - - b\n',
  'a:\n   b: 1\n  c: 2\n',
  'a:\n\tb: 1\n',
  'a: "b" c\n',
  'true: 1\n',
  'null: 1\n',
  '__proto__: 1\n',
  '<<: {a: 1}\n',
  '? a\n',
  '- a\n',
  'a\n',
  '...\na: 1\n',
  '%YAML 1.1\n',
  'a: b\r\n',
  `a:${' '.repeat(501)}b\n`,
  ` a: 1\n`,
];

describe('simple YAML', () => {
  test.each(usual)('%j is read', (text) => {
    expect(isTheSame(text)).toBe(true);
  });

  test.each(unusual)('%j is left to others', (text) => {
    expect(parseSimpleYaml(text)).toBeUndefined();
  });

  test('is what all YAML is, or is not read', () => {
    const word = fc.constantFrom(
      ...'a|b c|title|1|010|12345678901234567890|1.5|.5|1e3|1.2.3|1_000|12ab|1e3x|0xg|.5.|..|+1|-1|0x1f|0o7|~|null|Null|nULL|true|yes|no|.inf|.NaN|x:y|x: y|x #y|x#y|#y|:|: |-|- a|--- |...|"q"|"q|\'s\'|\'s|"a\\n"|[]|[a]|[a, b]|[a,b ,"c",\'d\']|[a, 1, true, ~]|[a|{}|{a: b}|{|}|,|&a|*a|!t|@x|`x`|%|>|>-|=|<|<<|/p|(x)|2026-01-31|2026-01-31 10:00|1:30|1 2|+a b|~x z|😀|é'.split(
        '|',
      ),
      '|',
      '|-',
    );
    const key = fc.constantFrom(
      'a',
      'b',
      'c-d',
      'title',
      'true',
      'Null',
      '1',
      'a b',
      '"q"',
      '?',
      '-',
      '- -',
      '- a',
    );
    const gap = fc.constantFrom(':', ': ', ':  ', ' : ', '', ':\t', ': \t', ':\u00A0');
    const indent = fc.constantFrom(
      '',
      '',
      '',
      '',
      '  ',
      '  ',
      '- ',
      '  - ',
      '    ',
      '    - ',
      ' ',
      '\t',
      '# ',
      '  # ',
    );
    const end = fc.constantFrom(
      '\n',
      '\n',
      '\n',
      '\n',
      ' \n',
      '\n\n',
      '  \n',
      '\n  \n',
      ' # c\n',
      '\r\n',
    );
    const line = fc.oneof(
      { weight: 3, arbitrary: fc.tuple(indent, key, gap, word, end) },
      { weight: 2, arbitrary: fc.tuple(indent, key, fc.constant(':'), end) },
      { weight: 2, arbitrary: fc.tuple(indent, word, end) },
    );
    let read = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        if (isTheSame(lines.map((parts) => parts.join('')).join(''))) read += 1;
      }),
      { numRuns: Number(process.env.SIMPLE_YAML_RUNS ?? 4000) },
    );
    expect(read).toBeGreaterThan(100);
  });
});

describe('simple front matter', () => {
  const known = knownKeysOf({ taxonomies: { tags: {}, places: {} } });
  const [posts] = builtInCollections.filter(({ kind }) => kind === 'post');

  async function isWhole(front: string): Promise<boolean> {
    const source = sourceFile('content/posts/a.md', front);
    const simple = readSimpleFrontMatter(front, known);
    if (simple === undefined || posts === undefined) return false;
    const { diagnostics, isBroken, ...whole } = await readWholeFrontMatter(source, posts, known);
    expect([front, diagnostics, isBroken]).toEqual([front, [], false]);
    expect([front, simple]).toEqual([front, whole]);
    return true;
  }

  test('is what it is in full, and else is not taken', async () => {
    const value = fc.constantFrom(
      ...'A|"3"|3|true|https://example.org/a/|//x|javascript:x|[/old/]|[/old/, /../]|2026-01-31|2026-02-30|2026-01-31 14:05|[a, b]|[ " a ", a]|[""]|[1]|a|a/b|..|a b|x%|/about/|{image: x}|'.split(
        '|',
      ),
    );
    const key = fc.constantFrom(
      ...'title|description|date|updated|draft|tags|slug|permalink|order|sidebarLabel|author|runbook|titel|tag|mine|weight|toString|publishDate|expiryDate|unlisted|authors|series|updates|aliases|canonical|noindex|llms|image|toc|editLink|collapsed|symptoms|owner|places|place'.split(
        '|',
      ),
    );
    const open = fc.constantFrom(
      '---\n',
      '---\n',
      '---  \n',
      '\uFEFF---\n',
      '---yaml\n',
      '---json\n',
      '',
    );
    let read = 0;
    await fc.assert(
      fc.asyncProperty(
        open,
        fc.array(fc.tuple(key, value), { maxLength: 4 }),
        fc.constantFrom('---\nb', '---', '---\r\n', 'b'),
        async (first, pairs, rest) => {
          const yaml = pairs.map(([name, one]) => `${name}: ${one}\n`).join('');
          if (await isWhole(first + yaml + rest)) read += 1;
        },
      ),
      { numRuns: 4000 },
    );
    expect(read).toBeGreaterThan(200);
  });

  test('needs no waiting for', () => {
    const config = { root: '/s', contentDir: '/s/content', collections: builtInCollections };
    const front = '---\ntitle: "A: b"\ndate: 2026-01-31\ntags: [a, b]\n---\n\n# B\n';
    const reading = readEntry(sourceFile('content/posts/a.md', front), config);
    expect(reading).not.toBeInstanceOf(Promise);
    expect(reading).toMatchObject({ diagnostics: [], entry: { frontmatter: { title: 'A: b' } } });
  });
});
