// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code of other languages.

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createHighlighter, untilLate } from '../../../src/markdown/code/highlight.ts';
import type { HighlightedLines } from '../../../src/markdown/code/tokens.ts';

const highlighter = createHighlighter();

/** `‹keyword if› x`: the tokens with the names of their classes. */
function marked(lines: HighlightedLines): string {
  return lines
    .map((line) =>
      line
        .map(({ text, className }) =>
          className === undefined
            ? text
            : `${/^\s*/.exec(text)?.[0]}‹${className.slice('tok-'.length)} ${text.trim()}›${/\s*$/.exec(text)?.[0]}`,
        )
        .join(''),
    )
    .join('\n');
}

function textOf(lines: HighlightedLines): string {
  return lines.map((line) => line.map(({ text }) => text).join('')).join('\n');
}

const looks: [language: string, code: string, looks: string][] = [
  [
    'sh',
    'sudo apt-get install -y "$NAME" # now',
    '‹function sudo apt-get› ‹string install› ‹option -y› ‹string "›‹variable $NAME›‹string "› ‹comment # now›',
  ],
  [
    'sh',
    'for f in *.md; do wc -l "$(cat "$f")" > out; done',
    '‹keyword for› ‹variable f› ‹keyword in› ‹string *.md›; ‹keyword do› ‹function wc› ‹option -l› ‹string "›$(‹function cat› ‹string "›‹variable $f›‹string "›)‹string "› ‹operator >› ‹string out›; ‹keyword done›',
  ],
  [
    'sh',
    'cat <<EOF > /etc/x\na $B\nEOF\nA=1 make -j8',
    '‹function cat› ‹operator <<›‹string EOF› ‹operator >› ‹string /etc/x›\n‹string a› ‹variable $B›\n‹string EOF›\n‹variable A›‹operator =›‹number 1› ‹function make› ‹option -j8›',
  ],
  [
    'sh',
    '$ ls -l\nnames=(a b)\n((n++))',
    '‹operator $› ‹function ls› ‹option -l›\n‹variable names›‹operator =›(‹string a b›)\n((‹string n++›))',
  ],
  [
    'yaml',
    'on: [push]\nname: "a" # b\nsize: 10Mi\nport: 80\nurl: http://x.org/#a\nok: true',
    '‹property on›: [‹string push›]\n‹property name›: ‹string "a"› ‹comment # b›\n‹property size›: ‹string 10Mi›\n‹property port›: ‹number 80›\n‹property url›: ‹string http://x.org/#a›\n‹property ok›: ‹constant true›',
  ],
  [
    'json',
    '{ "a": ["b\\n", 1, null] }',
    '{ ‹property "a"›: [‹string "b›‹escape \\n›‹string "›, ‹number 1›, ‹constant null›] }',
  ],
  [
    'dockerfile',
    'FROM node:20 AS x\nRUN npm ci --omit=dev',
    '‹keyword FROM› ‹string node:20› ‹keyword AS› x\n‹keyword RUN› ‹function npm› ‹string ci› ‹option --omit›‹operator =›‹string dev›',
  ],
  [
    'terraform',
    'resource "a" "b" {\n  count = length(var.c)\n  name = "x-${var.d}"\n}',
    '‹keyword resource› ‹string "a" "b"› {\n  ‹property count› ‹operator =› ‹function length›(‹builtin var›.c)\n  ‹property name› ‹operator =› ‹string "x-›${‹builtin var›.d}‹string "›\n}',
  ],
  [
    'ts',
    'export async function load<T>(a: string): Promise<T> { return this.b(null); }',
    '‹keyword export async function› ‹function load›‹operator <›‹type T›‹operator >›(‹property a›‹operator :› ‹type string›)‹operator :› ‹type Promise›‹operator <›‹type T›‹operator >› { ‹keyword return› ‹builtin this›.‹function b›(‹constant null›); }',
  ],
  [
    'python',
    'def f(self, a: int = 1) -> str:\n    return g(a, key=None)',
    '‹keyword def› ‹function f›(‹builtin self›, ‹parameter a›: ‹type int› ‹operator =› ‹number 1›) ‹operator ->› ‹type str›:\n    ‹keyword return› ‹function g›(a, ‹parameter key›‹operator =›‹constant None›)',
  ],
  [
    'go',
    'func (s *Server) Run(n int) error { return fmt.Errorf("%d", n) }',
    '‹keyword func› (s ‹operator *›‹type Server›) ‹function Run›(n ‹type int›) ‹type error› { ‹keyword return› fmt.‹function Errorf›(‹string "›‹escape %d›‹string "›, n) }',
  ],
  [
    'rust',
    'pub fn f(a: &\'a str) -> Option<u8> { println!("x") }',
    '‹keyword pub fn› ‹function f›(a: ‹operator &›‹type \'a str›) -> ‹type Option›‹operator <›‹type u8›‹operator >› { ‹function println!›(‹string "x"›) }',
  ],
  [
    'ruby',
    'def f(a) = JSON.parse("#{a}", x: nil)',
    '‹keyword def› ‹function f›(a) ‹operator =› ‹constant JSON›.‹function parse›(‹string "›#{a}‹string "›, ‹constant x›‹operator :› ‹constant nil›)',
  ],
  [
    'java',
    '@Override public List<T> find(String a) { return null; }',
    '‹attribute @Override› ‹keyword public› ‹type List›<‹type T›> ‹function find›(‹type String› a) { ‹keyword return› ‹constant null›; }',
  ],
  [
    'sql',
    "SELECT count(*) FROM a WHERE b LIKE 'x' AND c = :d",
    "‹keyword SELECT› ‹function count›(‹operator *›) ‹keyword FROM› a ‹keyword WHERE› b ‹keyword LIKE› ‹string 'x'› ‹keyword AND› c ‹operator =› ‹parameter :d›",
  ],
  ['diff', '@@ -1 +1 @@\n-a\n+b\n c', '‹meta @@ -1 +1 @@›\n‹deleted -a›\n‹inserted +b›\n c'],
  [
    'ini',
    '; a\n[b c]\nd = e',
    '‹comment ; a›\n‹heading [b c]›\n‹property d› ‹operator =› ‹string e›',
  ],
  [
    'toml',
    '[a]\nb = "c" # d',
    '‹heading [a]›\n‹property b› ‹operator =› ‹string "c"› ‹comment # d›',
  ],
  [
    'nginx',
    'location / {\n  return 301 https://$host;\n}',
    '‹keyword location› / {\n  ‹keyword return› ‹number 301› https://‹variable $host›;\n}',
  ],
  [
    'systemd',
    '[Service]\nExecStart=/bin/a --port ${P} %i\nRestartSec=5s',
    '‹heading [Service]›\n‹property ExecStart›‹operator =›‹string /bin/a› ‹option --port› ‹variable ${P}› ‹escape %i›\n‹property RestartSec›‹operator =›‹number 5s›',
  ],
  [
    'css',
    '.a:hover { color: #fff; margin: 0 -1.5rem }',
    '‹attribute .a:hover› { ‹property color›: ‹constant #fff›; ‹property margin›: ‹number 0 -1.5rem› }',
  ],
  [
    'html',
    '<a href="/x">b &amp; c</a><style>p { top: 0 }</style>',
    '<‹tag a› ‹attribute href›=‹string "/x"›>b ‹escape &amp;› c</‹tag a›><‹tag style›>‹tag p› { ‹property top›: 0 }</‹tag style›>',
  ],
  ['nonesuch', 'if (a) {}', 'if (a) {}'],
];

beforeAll(async () => {
  await highlighter.load([...looks.map(([language]) => language), 'js', 'md', 'php', 'scss']);
});

describe('highlighting', () => {
  test.each(looks)('%s: %s', (language, code, expected) => {
    const lines = highlighter.highlight(code, language);
    expect(marked(lines)).toBe(expected);
    expect(textOf(lines)).toBe(code);
  });

  test('a language that was not loaded is plain', () => {
    const lines = createHighlighter().highlight('let a;\n', 'js');
    expect(lines).toEqual([[{ text: 'let a;', className: undefined }], []]);
  });

  test('the same block is coloured once', () => {
    const [first, second] = [1, 2].map(() => highlighter.highlight('let once = 1;', 'js'));
    expect(second).toBe(first);
  });
});

test('no text is lost or made up, whatever it is', async () => {
  const languages = [...new Set(looks.map(([language]) => language)), 'php', 'jsx', 'md', 'make'];
  await highlighter.load(languages);
  const piece = fc.oneof(
    fc.constantFrom(...'"\'`()[]{}<>/\\*_-+=#$@!%&|:;,.?~ \t\n\r'),
    fc.constantFrom(
      '/*',
      '*/',
      '//',
      '<!--',
      '${',
      '$(',
      '#{',
      '<<A\n',
      'A\n',
      '"""',
      '\\\n',
      '<?',
    ),
    fc.constantFrom(
      'a',
      'B',
      '0',
      'if ',
      'def ',
      'FROM x\n',
      'RUN ',
      '- ',
      ': ',
      'a=',
      '😀',
      '\ud800',
    ),
  );
  const code = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(fc.constantFrom(...languages), code, (language, text) => {
      expect(textOf(highlighter.highlight(text, language))).toBe(text);
    }),
    { numRuns: 3000 },
  );
});

describe('long code', () => {
  test('keeps its text, and is coloured to the end', () => {
    for (const [language, line] of [
      ['js', 'const a = `x\n${b} y`; /* c\n*/ d("e");\n'],
      ['sh', 'cat <<EOF\n$x\nEOF\necho \'a\nb\' "$(c)"\n'],
      ['yaml', 'a:\n  - b: |\n      c\n    d: "e"\n'],
      ['md', '# a\n\n```js\nlet b\n```\n\n*c* [d](e)\n'],
      ['php', '<?php echo "a"; /* b\n*/ ?>\n<p>c</p>\n'],
    ] as const) {
      const code = line.repeat(Math.ceil(30_000 / line.length));
      const lines = highlighter.highlight(code, language);
      expect(textOf(lines)).toBe(code);
      expect(
        lines
          .slice(-8)
          .flat()
          .some(({ className }) => className !== undefined),
      ).toBe(true);
    }
  });

  test('what lies across the border of two portions is seen whole', () => {
    const filler = 'let a = 1;\n'.repeat(350);
    const comment = `/*${'\n it is "open'.repeat(60)}\n*/\n`;
    const lines = highlighter.highlight(`${filler}${comment}let b;`, 'js');
    const inComment = lines.slice(350, -1).flat();
    expect(new Set(inComment.map(({ className }) => className))).toEqual(new Set(['tok-comment']));
    expect(marked(lines.slice(-1))).toBe('‹keyword let› b;');
  });

  test('a line that is too long is plain, those around it are not', () => {
    const code = `let a;\n${'x = "y";'.repeat(200)}\nlet b;`;
    const lines = highlighter.highlight(code, 'js');
    expect(textOf(lines)).toBe(code);
    expect(lines.map((line) => line.some(({ className }) => className !== undefined))).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('code that is meant to hang a highlighter', () => {
  /** What took longest of thousands of blocks put together at random, grown to its full length. */
  const nasty: [language: string, unit: string][] = [
    ['sh', '|@'],
    ['sh', 'a=b '],
    ['sh', '"$(('],
    ['sh', '<<A\n'],
    ['md', '*/**'],
    ['md', '*/**\n'],
    ['rb', '"a%)'],
    ['ts', 'a<'],
    ['ts', '____'],
    ['py', ' f"\''],
    ['css', 'new '],
    ['scss', "'''def "],
    ['html', '0\r<?php'],
    ['yaml', '? '],
    ['yaml', '- &a '],
    ['hcl', '"${"'],
    ['nginx', '~ {'],
    ['java', 'a<b,'],
    ['php', '<?php "'],
  ];
  test.each(nasty)('%s: %j', async (language, unit) => {
    await highlighter.load([language]);
    for (const length of [4000, 60_000]) {
      const line = unit.repeat(Math.floor(990 / unit.length));
      const code = `${line}\n`.repeat(Math.floor(length / (line.length + 1)));
      expect(textOf(highlighter.highlight(code, language))).toBe(code);
    }
  });

  test('what comes too late is plain', () => {
    const soon = untilLate(highlighter.highlight, 60_000);
    let told = 0;
    const late = untilLate(highlighter.highlight, -1, () => {
      told += 1;
    });
    expect(marked(soon('let a;', 'js'))).toBe('‹keyword let› a;');
    expect(told).toBe(0);
    expect(marked(late('let a;\n', 'js'))).toBe('let a;\n');
    expect(told).toBe(1);
  });

  test('a huge block is plain', () => {
    const lines = highlighter.highlight('let a = 1;\n'.repeat(30_000), 'js');
    expect(lines.flat().every(({ className }) => className === undefined)).toBe(true);
  });
});
