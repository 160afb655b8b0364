import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFrontMatter } from '../../src/content/front-matter.ts';
import { sourceFile } from '../../src/model/source.ts';

const read = (text: string) => {
  const source = sourceFile('content/a.md', text);
  const { data, bodyStart, diagnostics, locate } = readFrontMatter(source);
  return {
    data,
    body: text.slice(bodyStart),
    locate,
    problems: diagnostics.map(
      ({ code, span }) => `${code} ${span?.start.line}:${span?.start.column}`,
    ),
    diagnostics,
  };
};

describe('front matter', () => {
  test.each([
    ['YAML', '---\ntitle: A\ndate: 2026-01-31\n---\nb', { title: 'A', date: '2026-01-31' }],
    ['YAML with CRLF', '---\r\ntitle: A\r\n---\r\nb', { title: 'A' }],
    ['YAML behind a byte order mark', '\uFEFF---\ntitle: A\n---\nb', { title: 'A' }],
    ['YAML with blanks behind its fences', '---  \ntitle: A\n---\t\nb', { title: 'A' }],
    ['comments alone', '---\n# c\n---\nb', {}],
    ['nothing', '---\n---\nb', {}],
    ['JSON in fences', '---json\n{"title": "A", "n": [1]}\n---\nb', { title: 'A', n: [1] }],
    [
      'JSON in braces',
      '{\n  "title": "A}",\n  "o": {"p": "\\""}\n}\nb',
      { title: 'A}', o: { p: '"' } },
    ],
    ['TOML', '+++\ntitle = "A"\ndate = 2026-01-31\n+++\nb', { title: 'A', date: '2026-01-31' }],
    [
      'TOML with a time',
      '+++\nd = 2026-01-31T10:00:00+02:00\n+++\nb',
      { d: '2026-01-31T10:00:00+02:00' },
    ],
    [
      'words that other parsers turn into something',
      '---\na: yes\nb: 010\nc: 1:30\nd: 2026-01-31T10:00:00Z\ne: =\n---\nb',
      { a: 'yes', b: 10, c: '1:30', d: '2026-01-31T10:00:00Z', e: '=' },
    ],
    [
      'no merging',
      '---\nx: &x {a: 1}\ny:\n  <<: *x\n---\nb',
      { x: { a: 1 }, y: { '<<': { a: 1 } } },
    ],
  ])('%s', (_, text, data) => {
    const result = read(text);
    expect(result.problems).toEqual([]);
    expect(result.data).toEqual(data);
    expect(result.body).toBe('b');
  });

  test.each([
    ['text', 'b'],
    ['a thematic break', '---\n\nb'],
    ['only a break', '---'],
    ['a longer break', '----\nb\n----\n'],
    ['a spaced break', '--- ---\nb\n'],
    ['a template', '{{< x >}}\n'],
    ['a plus', '++++\n'],
    ['an indented fence', ' ---\na: 1\n---\n'],
    ['a fence further down', '\n---\na: 1\n---\n'],
  ])('%s is none', (_, text) => {
    expect(read(text)).toMatchObject({ data: {}, body: text, problems: [] });
  });

  test.each([
    'js',
    'javascript',
    'JavaScript',
    'coffee',
    'cson',
    'yaml',
    'yml',
    'toml',
    'JSON',
    'constructor',
    '__proto__',
    'foo bar',
    'js ',
    ' js',
  ])('in `%s` is refused and not run', (engine) => {
    Reflect.deleteProperty(globalThis, 'ranFrontMatter');
    const text = `---${engine}\nglobalThis.ranFrontMatter = true\n---\nb`;
    for (const _ of [1, 2]) {
      expect(read(text)).toMatchObject({
        data: {},
        body: 'b',
        problems: ['frontmatter-engine 1:1'],
      });
    }
    expect(globalThis).not.toHaveProperty('ranFrontMatter');
  });

  test.each([
    ['an open fence', '---\ntitle: A\nb', 'frontmatter-syntax 1:1'],
    ['an open list', '---\ntitle: A\nx: [1\n---\nb', 'frontmatter-syntax 4:1'],
    ['a key twice', '---\na: 1\na: 2\n---\nb', 'frontmatter-syntax 3:1'],
    ['a tag', '---\na: !!js/function "x"\n---\nb', 'frontmatter-syntax 2:4'],
    ['a tag of YAML 1.1', '---\na: !!binary eA==\n---\nb', 'frontmatter-syntax 2:4'],
    ['an anchor that is not there', '---\na: *b\n---\nb', 'frontmatter-syntax 2:4'],
    ['JSON with a comma too many', '---json\n{"a": 1,}\n---\nb', 'frontmatter-syntax 2:9'],
    ['JSON with bare words', '{\n "a": x\n}\nb', 'frontmatter-syntax 2:7'],
    ['JSON that does not end', '{ "a": 1\nb', 'frontmatter-syntax 1:1'],
    ['text behind JSON', '{ "a": 1 } b', 'frontmatter-syntax 1:11'],
    ['TOML without a value', '+++\na = 1\nb =\n+++\nb', 'frontmatter-syntax 3:4'],
    ['a list', '---\n- a\n---\nb', 'frontmatter-syntax 2:1'],
    ['a word', '---\nhello\n---\nb', 'frontmatter-syntax 2:1'],
    ['a fence that goes on', '---\na: 1\n---x\n---\nb', 'frontmatter-syntax 3:1'],
  ])('%s is an error at its place, the second time too', (_, text, problem) => {
    expect(read(text)).toMatchObject({ data: {}, problems: [problem] });
    expect(read(text)).toMatchObject({ data: {}, problems: [problem] });
  });

  test.each([
    ['title: DNS: again', 'in quotes, such as `title: "DNS: again"`'],
    ['title: `ls` fails', 'put the value in quotes'],
    ['title: "ls" fails', 'in quotes as a whole'],
    ['a: 1\na: 2', 'keep one of them'],
    ['a:\n\tb: 1', 'indent with spaces'],
  ])('%j is told with what to do', (yaml, hint) => {
    const { diagnostics } = readFrontMatter(sourceFile('a.md', `---\n${yaml}\n---\n`));
    expect(diagnostics[0]?.hint).toContain(hint);
  });

  test.each([
    ['more than 64 KiB', `---\n${'# comment\n'.repeat(7000)}---\n`],
    ['deep lists', `---\na: ${'['.repeat(51)}${']'.repeat(51)}\n---\n`],
    ['very deep lists', `---\na: ${'['.repeat(30_000)}\n---\n`],
    ['very deep groups', `---\n${'? '.repeat(20_000)}\n---\n`],
    [
      'deep groups',
      `---\n${Array.from({ length: 60 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')}\n---\n`,
    ],
    ['deep JSON', `---json\n{"a":${'['.repeat(60)}${']'.repeat(60)}}\n---\n`],
    ['very deep JSON', `---json\n{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}\n---\n`],
    ['deep TOML', `+++\na = ${'['.repeat(60)}${']'.repeat(60)}\n+++\n`],
    ['51 aliases', `---\na: &a 1\nb: [${'*a, '.repeat(51)}]\n---\n`],
    ['a billion laughs', `---\n${laughs()}---\n`],
    ['blank space', `---\na: 1\n${'\n'.repeat(60_000)}---\n`],
  ])('%s is too much', { timeout: 5_000 }, (_, text) => {
    expect(read(text).problems[0]).toMatch(/^frontmatter-(limit|syntax)/);
  });

  test('50 aliases and 50 levels are read', () => {
    const text = `---\na: &a 1\nb: [${'*a, '.repeat(50)}]\nc: ${'['.repeat(48)}${']'.repeat(48)}\n---\n`;
    expect(read(text).problems).toEqual([]);
  });

  test.each([
    '---\n__proto__: {polluted: true}\n---\n',
    '---\na: {__proto__: {polluted: true}}\n---\n',
    '---\nconstructor: {prototype: {polluted: true}}\n---\n',
    '---json\n{"__proto__": {"polluted": true}}\n---\n',
    '+++\n[__proto__]\npolluted = true\n+++\n',
    '+++\n[constructor.prototype]\npolluted = true\n+++\n',
  ])('prototypes stay as they are: %j', (text) => {
    const { data, problems } = read(text);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(data).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
    expect(problems.length).toBe(text.includes('__proto__') ? 1 : 0);
  });

  test('control characters become harmless', () => {
    expect(read('---\ntitle: "a\\0b\\e[31m"\n---\n').data).toEqual({ title: 'a\uFFFDb\uFFFD[31m' });
  });

  test('keys are located, deep ones too', () => {
    const at = (text: string, path: PropertyKey[]) => {
      const start = read(text).locate(path)?.start;
      return `${start?.line}:${start?.column}`;
    };
    const yaml = '---\na: 1\nrunbook:\n  timeout: 3\n  images: [a, b]\n---\n';
    expect(at(yaml, ['a'])).toBe('2:1');
    expect(at(yaml, ['runbook', 'timeout'])).toBe('4:3');
    expect(at(yaml, ['runbook', 'images', 1])).toBe('5:15');
    expect(at('{\n "a": {\n  "b": 1 }\n}\n', ['a', 'b'])).toBe('3:3');
    expect(at('+++\na = 1\n[runbook]\n timeout = 3\n+++\n', ['runbook', 'timeout'])).toBe('4:2');
  });

  test('no text crashes it or takes long', () => {
    const piece = fc.constantFrom(
      '---',
      '---json',
      '+++',
      '\n',
      'a: ',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '- ',
      '&a ',
      '*a',
      '!!x',
      '? ',
      ': ',
      '|',
      '>',
      '#',
      '%',
      '\t',
      '  ',
      '1',
      'x',
      '= ',
      '[x]',
      ',',
      '\\',
      '\0',
      '😀',
      '\r\n',
    );
    fc.assert(
      fc.property(
        fc.constantFrom('---\n', '---json\n', '+++\n', '{"', ''),
        fc.array(piece, { maxLength: 60 }),
        (open, parts) => {
          const close = open === '+++\n' ? '\n+++\n' : '\n---\n';
          const { diagnostics, body } = read(open + parts.join('') + close);
          for (const one of diagnostics) expect(one.message).not.toMatch(/undefined|TypeError/);
          expect(body.length).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 3000 },
    );
  });
});

function laughs(): string {
  let text = 'a0: &a0 [x, x, x, x, x, x, x, x]\n';
  for (let at = 1; at < 6; at += 1) text += `a${at}: &a${at} [${`*a${at - 1}, `.repeat(8)}]\n`;
  return text;
}
