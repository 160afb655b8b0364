import fc from 'fast-check';
import { examples } from './examples.ts';

/** Pieces of syntax that act upon one another, by theme. */
const themes: Readonly<Record<string, readonly string[]>> = {
  block: [
    ...['\n', '\n', '\n\n', '- ', '* ', '+ ', '1. ', '2) ', '10. ', '> ', '>', '    ', '  ', ' '],
    ...['\t', '# ', '## ', '#', '===', '---', '***', '* * *', '```', '```js x', '~~~', 'a'],
    ...['<div>', '</div>', '<!-- ', '-->', '[a]: /u', '[a]: ', '| a | b |', '|-|-|', '[^1]: '],
    ...['[^1]', '- [ ] ', '- [x] ', '\\', '<pre>', '</pre>', '<?x', '<![CDATA[', ']]>', '<b>'],
  ],
  inline: [
    ...['*', '**', '***', '_', '__', '~', '~~', '`', '``', '[', '](', ')', '[a]', '[b]', '![', ' '],
    ...['](u)', '](<u v> "t")', '<http://a.b>', '<b c="d">', '</b>', '<a@b.c>', '&amp;', '&#35;'],
    ...['&copy;', '&nope;', '\\*', '\\', 'a', 'b', '  \n', '\\\n', '\n', 'é', '“', '。', '😀', '!'],
    ...['foo', '[^1]', '(', '"', '.', ','],
  ],
  address: [
    ...[
      'http://',
      'https://',
      'www.',
      'a.b',
      'example.com',
      '@',
      'foo',
      '_',
      '-',
      '.',
      '/',
      '?q=1',
    ],
    ...['&x;', '(', ')', ' ', '\n', 'mailto:', 'xmpp:', '<', '>', '[', ']', '*', '~', '\\', '"'],
    ...['a', '1', ':', '!', 'é', ','],
  ],
  table: [
    ...['|', '\n', 'a', 'b', ' ', '-', '--', '|-|', '| - | - |', '|:-|-:|', ':-:', '\\|', '`'],
    ...['`|`', '*', '[x](y)', '> ', '- ', '\n\n', '    ', '# ', '\t', '<b>', 'a | b', '---'],
  ],
  note: [
    ...['[^a]', '[^a]: ', '[^b]', '[^b]: ', 'foo', '\n', '\n\n', '    ', '  ', '\t', '[', '^', ']'],
    ...[':', '- ', '> ', '```', '`', '![^a]', '[x][^a]', '[^a](u)', '[^a b]', '[^A]', '\\', '*'],
  ],
  reference: [
    ...['[a]', '[A]', '[b]', '[a]:', '[b]:', ' ', '\n', '\n\n', '/u', '<u>', '"t"', "'t'", '(t)'],
    ...['[a][]', '[a][b]', '![a]', '![a][b]', '\\]', '[', '] ', '[ a ]', '[ß]', '[SS]', '[ẞ]'],
    ...['&amp;', '*a*', '> ', '- ', '    ', 'x', '(u)', '[\n]', '\\'],
  ],
  container: [
    ...[':::', '::::', ':::note', ':::a', '[T]', '{.x #y k=v}', '\n', '\n\n', 'foo', '*a*', '- '],
    ...['> ', '    ', '  ', '```', ':x', '::y', '[t]', '{a}', '{a="b c"}', ':', 'a', '# ', ' '],
    ...['|a|b|\n|-|-|', '&amp;', '[x](y)', '\t', '[a', ']'],
  ],
  character: [
    ...['\r\n', '\r', '\n', '\0', '\u00A0', '\u2003', '\uFEFF', '😀', 'é', 'e\u0301', 'ß', 'ſ'],
    ...['\u2028', '\u2029', '\f', '\v', '\x01', '\x7F', '\uD83D', '\uDC00', 'a', '*', '**', '_'],
    ...['~', '[', '](u)', '# ', '- ', '`', '\t', ' ', '&#0;', '&#xD800;', '&#x110000;', '&nbsp;'],
    ...['|', '漢', '。', '（', '）', '$', '+', '^'],
  ],
  tab: [
    ...['\t', '\t\t', ' ', '  ', '   ', '    ', '- ', '-\t', '*\t', '1.\t', '>\t', '> ', '>', '\n'],
    ...['\n\n', 'a', 'b', '```', '~~~', '# ', '#\t', '|', '[a]: u', '[^1]: ', '<div>', '---'],
  ],
  html: [
    ...['<', '>', '<a', '<a ', 'href', '="x"', "='y'", '=z', '/>', '</a>', '<!', '<!-', '<!--'],
    ...['-->', '--', '<!-->', '<!--->', '<?', '?>', '<!A', '<![CDATA[', ']]>', '<script>', '\n'],
    ...['</script>', '<pre', '<style>', '</style>', '<textarea>', '<div', '<DIV', '<p>', '\n\n'],
    ...[' ', '\t', 'a', '*b*', '`', '<x-y>', '<1>', '< a>', '"', '    ', '> ', '- ', '<br/>'],
  ],
  code: [
    ...['`', '``', '```', '````', '~~~', '~~~~', '\n', '\n\n', ' ', '    ', '   ', '  ', '\t', 'a'],
    ...['js', '{x}', 'a b', '- ', '> ', '\\', '`a`', ' `', '` ', '&amp;', '*', 'info', '1. '],
  ],
  task: [
    ...['- ', '* ', '1. ', '[ ]', '[x]', '[X]', '[]', '[ ] ', '[x] ', '\n', '\n\n', '  ', '    '],
    ...['a', '> ', '*b*', '`', '[a](b)', '\t', '# ', '[\n]', '[\t]', '<b>', '```', '---'],
  ],
};

const everything = Object.values(themes).flat();

/** Pieces of one theme with some of all others between them. */
const soup = fc
  .constantFrom(...Object.values(themes))
  .chain((theme) =>
    fc
      .array(
        fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom(...theme) },
          { weight: 1, arbitrary: fc.constantFrom(...everything) },
        ),
        { minLength: 1, maxLength: 40 },
      )
      .map((pieces) => pieces.join('')),
  );

const texts = examples.map(([, text]) => text);
const lines = texts.flatMap((text) => text.split('\n'));

/** Lines of different examples, some of them in quotes and lists. */
const mixture = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '', '', '', ' ', '  ', '   ', '    ', '> ', '- ', '\t', '1. ', '> - '),
      fc.constantFrom(...lines),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) => all.map(([prefix, line]) => `${prefix}${line}\n`).join(''));

/** An example with a few pieces put in or cut out. */
const mutation = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('', ...everything), fc.nat(3)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, edits]) =>
    edits.reduce((before, [place, piece, cut]) => {
      const at = place % (before.length + 1);
      return before.slice(0, at) + piece + before.slice(at + (piece === '' ? cut : 0));
    }, text),
  );

const words = fc.constantFrom(
  ...[
    'foo',
    'bar baz',
    'é😀',
    'x_y',
    '2*3',
    'a&b',
    '&lt;',
    '漢字。',
    '"q"',
    "it's",
    '10:30',
    'a:b',
  ],
  ...['[a]', '[a][]', '[t][a]', '![a]', '[^1]', '[^note]', 'https://example.com/x?y=z', '\\*'],
  ...['www.example.org', 'me@example.org', '<https://a.b>', '<b>', '</b>', '<br>', '<!-- c -->'],
  ...['  \n', '\\\n', '\n', '__x__', '&copy;', '`a`', '``b`c``'],
);

const { inline, blocks } = fc.letrec<{ inline: string; blocks: string }>((tie) => ({
  inline: fc
    .array(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        words,
        tie('inline').map((text) => `*${text}*`),
        tie('inline').map((text) => `**${text}**`),
        tie('inline').map((text) => `_${text}_`),
        tie('inline').map((text) => `~~${text}~~`),
        tie('inline').map((text) => `![${text}](i.png)`),
        fc
          .tuple(tie('inline'), fc.constantFrom('/u', '<a b>', 'u "t"', '#x', 'https://e.org/?a=b'))
          .map(([text, target]) => `[${text}](${target})`),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join(' ')),
  blocks: fc
    .tuple(
      fc.array(
        fc.oneof(
          { depthSize: 'small', withCrossShrink: true },
          tie('inline'),
          tie('inline').map((text) => `## ${text.replaceAll('\n', ' ')}`),
          tie('inline').map((text) => `${text}\n---`),
          fc.constantFrom(
            '[a]: /url "t"',
            '[^1]: a note',
            '[^note]: x\n\n    y',
            '---',
            '    code',
          ),
          fc.constantFrom('```js\na\n```', '~~~\n\nb\n~~~', '````md title="x"\nc\n````'),
          fc.constantFrom('<div>\n\na\n\n</div>', '<!-- c\n\nd -->', '<p>a', '<details>'),
          tie('blocks').map((text) => indented(text, '> ', '> ')),
          fc
            .tuple(
              fc.constantFrom('- ', '* ', '1. ', '10) ', '-   ', '- [ ] ', '- [x] '),
              fc.array(tie('blocks'), { minLength: 1, maxLength: 3 }),
              fc.constantFrom('\n', '\n\n'),
            )
            .map(([marker, items, between]) => {
              const rest = ' '.repeat(marker.includes('[') ? 2 : marker.length);
              return items.map((item) => indented(item, marker, rest)).join(between);
            }),
          fc
            .array(fc.tuple(tie('inline'), tie('inline')), { minLength: 1, maxLength: 3 })
            .map((rows) => {
              const [head = '', ...body] = rows.map(
                (row) => `| ${row.join(' | ').replaceAll('\n', ' ')} |`,
              );
              return [head, '|:--|--|', ...body].join('\n');
            }),
          fc
            .tuple(fc.constantFrom('note', 'tip[Title]', 'x'), tie('blocks'))
            .map(([name, text]) => `:::${name}\n${text}\n:::`),
        ),
        { minLength: 1, maxLength: 4 },
      ),
      fc.constantFrom('\n\n', '\n\n', '\n', '\n\n\n'),
    )
    .map(([parts, between]) => parts.join(between)),
}));

function indented(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first : line === '' ? '' : rest) + line)
    .join('\n');
}

/** Any Markdown, also behind front matter that has been blanked and with the line ends of Windows. */
export const randomMarkdown: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: soup },
      { weight: 1, arbitrary: mixture },
      { weight: 2, arbitrary: mutation },
      { weight: 1, arbitrary: inline },
      { weight: 2, arbitrary: blocks.map((text) => `${text}\n`) },
    ),
    fc.constantFrom('', '', '', '', '', '', '', '', '   \n \n    \n'),
    fc.constantFrom(false, false, false, false, false, false, false, true),
  )
  .map(([text, blank, windows]) => blank + (windows ? text.replaceAll('\n', '\r\n') : text));
