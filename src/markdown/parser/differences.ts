import type { Nodes, Parents, Root } from 'mdast';

/** Something that the native parser reads in another way than the reference. */
export interface Difference {
  /** What the native parser does. */
  readonly what: string;
  /** A text in which the two differ. */
  readonly example: string;
  /** Where the text alone tells. It may find too much, never too little. */
  readonly inText?: RegExp;
  /** It matters only where text and leaf directives are read. */
  readonly directives?: true;
  /** Where the tree of the native parser tells: the nodes that are looked at, and what is looked for. */
  readonly inTree?: readonly [types: readonly Nodes['type'][], test: Test];
}

/** A node of the native parser's tree, and where it is. */
interface Place {
  readonly node: Nodes;
  readonly parent: Parents;
  /** It lies in a quote, a list item, a footnote or a container. */
  readonly contained: boolean;
  /** It lies in a quote. */
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
type Test = (place: Place) => boolean;

/** The text of a node as it was written. */
const written = ({ text, start, end }: Place): string => text.slice(start, end);
/** Some of what follows a node. */
const after = ({ text, end }: Place): string => text.slice(end, end + 200);

/**
 * Every known difference between the native parser and the reference. A document in which one of them
 * may matter is read by the reference; so a test here rather finds one too many than one too few.
 */
export const differences: readonly Difference[] = [
  {
    what: 'keeps NUL, where CommonMark has U+FFFD',
    example: 'a\0b',
    inText: /\0/,
  },
  {
    what: 'makes U+FFFD of half a surrogate pair, because its text is UTF-8',
    example: 'a\uD83Db',
    inText: /\p{Surrogate}/u,
  },
  {
    what: 'takes control characters for text, where the reference ends links and addresses at them',
    example: '[](\x01)',
    inText: /(?![\t\n\r])\p{Cc}|\uFEFF/u,
  },
  {
    what: 'makes line feeds of carriage returns in code',
    example: '    a\r\r    b',
    inText: /\r(?!\n)/,
  },
  {
    what: 'opens and closes emphasis beside symbols outside of the Basic Multilingual Plane as Unicode has it, not by UTF-16 units',
    example: '_a_😀',
    inText: /[*_~][\u{10000}-\u{10FFFF}]|[\u{10000}-\u{10FFFF}][*_~]/u,
  },
  {
    what: 'reads names and labels of containers more loosely',
    example: ':::a)',
    inText: /^(?!:{3,}(?:[A-Za-z]+(?:\[[\w ]+\])?)?\r?$)(?:[^\n]*[\s>])?:::/m,
  },
  {
    what: 'ends a container elsewhere that holds another or is not closed',
    example: ':::a\n',
    inTree: [
      ['containerDirective'],
      (place) => place.contained || !/^[^\n]*\n(?:(?!:::)[^\n]*\n)*:{3,}$/.test(written(place)),
    ],
  },
  {
    what: 'reads text and leaf directives, too, where it reads containers',
    example: ':::a\n:::\n\nb:c',
    inTree: [
      ['textDirective', 'leafDirective', 'image', 'imageReference'],
      (place) =>
        place.node.type.endsWith('Directive') ||
        (place.node.type.startsWith('image') &&
          /:[^\s/]/.test(written(place).split('](', 1)[0] ?? '')),
    ],
  },
  {
    what: 'reads fewer names of text and leaf directives, where those are read',
    example: ':\u00e9\n::a>',
    inText: /:[\t\P{ASCII}]|\\:|^[ \t>]*::[^:]/mu,
    directives: true,
  },
  {
    what: 'does not see the line that closes a container in its own text',
    example: ':::\na',
    inTree: [
      ['text', 'code', 'html'],
      (place) => (place.contained || place.node.type !== 'code') && written(place).includes(':::'),
    ],
  },
  {
    what: 'ends a fenced code block elsewhere that nothing closes, and drops the space after its info',
    example: '>```\n*',
    inTree: [
      ['code'],
      (place) => {
        const code = written(place);
        return (
          /^[`~]/.test(code) &&
          (!/\n[ \t>]*(?:`{3,}|~{3,})[ \t]*$/.test(code) || /^[^\n]*[ \t]\r?\n/.test(code))
        );
      },
    ],
  },
  {
    what: 'counts columns otherwise in indented code with tabs, in containers, and at its end',
    example: '1.     `\n\t\t',
    inTree: [
      ['code'],
      (place) => {
        const code = written(place);
        if (/^[`~]/.test(code)) return false;
        return (
          place.contained ||
          /[\t\r]|[ ]$/.test(code) ||
          /^\r?\n(?:[ \t]+(?:\r?\n|$)| {4})/.test(after(place))
        );
      },
    ],
  },
  {
    what: 'counts columns otherwise where tabs and spaces follow a marker',
    example: '[^a]: - \t:',
    inText: /[-+*>.):](?: +\t|\t[ \t])/,
  },
  {
    what: 'matches runs of different emphasis markers that touch otherwise',
    example: 'a*_*',
    inTree: [
      ['emphasis', 'strong', 'delete'],
      ({ text, start, end }) => {
        let first = start + 1;
        let last = end - 2;
        while (text.charAt(first) === text.charAt(start)) first += 1;
        while (text.charAt(last) === text.charAt(end - 1)) last -= 1;
        return [start - 1, first, last, end].some((at) => /[*_~\\]/.test(text.charAt(at)));
      },
    ],
  },
  {
    what: 'leaves runs of emphasis markers that touch others alone',
    example: '*a**_',
    inTree: [
      ['text', 'image', 'imageReference'],
      ({ text, start, end }) =>
        /\\[*_~]\\?[*_~]|[*_~]\\[*_~]|\*[_~]|_[*~]|~[*_]/.test(
          text.slice(Math.max(0, start - 1), end + 1),
        ),
    ],
  },
  {
    what: 'ends quotes, list items and footnotes elsewhere that hold nothing',
    example: '>-\n> >',
    inTree: [
      ['listItem', 'blockquote', 'footnoteDefinition'],
      ({ node }) => 'children' in node && node.children.length === 0,
    ],
  },
  {
    what: 'ends lists and quotes in a quote elsewhere',
    example: '>- a\n>1. a',
    inTree: [
      ['list', 'blockquote'],
      (place) =>
        place.quoted &&
        (/\n[ \t>]*$/.test(written(place)) || !/^\s*$|^\r?\n[ \t]*\r?\n/.test(after(place))),
    ],
  },
  {
    what: 'takes a box for a task that has nothing behind it or a heading',
    example: '- [ ]\n-',
    inTree: [
      ['listItem'],
      (place) =>
        place.node.type === 'listItem' &&
        (place.node.checked !== null || /^\S+\s+\[[ xX]\]/.test(written(place))) &&
        (place.node.children[0]?.type !== 'paragraph' ||
          (place.node.checked !== null &&
            !/^(?:[-*+]|\d+[.)]) +\[[ xX]\] +\S/.test(written(place)))),
    ],
  },
  {
    what: 'wants a box on one line, and ends hard line breaks before a bracket otherwise',
    example: '- [\n] ]',
    inText: /[[\\]\r?\n[ \t>]*\]/,
  },
  {
    what: 'reads footnotes otherwise that begin with a block, hold others, or have spaces in their label',
    example: '[^a]:[^a]:',
    inTree: [
      ['footnoteDefinition'],
      (place) =>
        place.contained ||
        !/^\[\^[^\]\s]+\]: [^\s>[]/.test(written(place)) ||
        !/^\s*$|^\r?\n(?:[ \t]*\r?\n|\[\^)/.test(after(place)),
    ],
  },
  {
    what: 'reads footnote marks otherwise in brackets and behind `!`',
    example: '![^a][\n[^a]: a',
    inText: /!\[\^|\[[^\]]{0,300}\[\^|\[\^[^\]\n]*[\s\\[]/,
  },
  {
    what: 'ends blocks of HTML in containers elsewhere, and those that end with a tag of another name',
    example: '><p>a\n>  ',
    inTree: [
      ['html'],
      (place) =>
        place.parent.type !== 'paragraph' &&
        place.node.type === 'html' &&
        (place.contained || /^\s*<(?:script|pre|style|textarea)/i.test(place.node.value)),
    ],
  },
  {
    what: 'keeps what the container takes of the lines of a tag or of code',
    example: '><a\n>  a>',
    inTree: [
      ['html', 'inlineCode'],
      (place) =>
        place.contained &&
        (place.node.type === 'inlineCode'
          ? /\n[ >]*\t/.test(written(place))
          : written(place).includes('\n') ||
            /\n[ \t>]*$/.test(place.text.slice(Math.max(0, place.start - 100), place.start))),
    ],
  },
  {
    what: 'ends text otherwise at the end of a line behind something that nothing closes',
    example: '- `\n  *a*',
    inTree: [
      ['text'],
      (place) =>
        /\]\(/.test(written(place)) ||
        (place.contained && /`|<[A-Za-z/!?]|\]\[/.test(written(place))),
    ],
  },
  {
    what: 'takes a line that begins with a tag for a row of the table before it',
    example: 'a|b\n-|-\n<a>',
    inTree: [['tableRow'], (place) => /^[ \t]*</.test(written(place))],
  },
  {
    what: 'reads titles otherwise that go over a line end',
    example: '[](a "\n\\")',
    inTree: [
      ['link', 'image', 'definition'],
      ({ node }) => 'title' in node && node.title?.includes('\n') === true,
    ],
  },
  {
    what: 'reads what follows a definition without a blank line otherwise',
    example: '[a]:a\n---\n-',
    inTree: [
      ['definition'],
      (place) => !/^[ \t]*(?:$|\r?\n[ \t]*(?:$|\r?\n|\[))/.test(after(place)),
    ],
  },
  {
    what: 'takes spaces of Unicode in labels for spaces',
    example: '[\u2003]:a',
    inTree: [
      ['definition', 'linkReference', 'imageReference'],
      ({ node }) => 'label' in node && /[^\S \t\r\n]/.test(node.label ?? ''),
    ],
  },
  {
    what: 'finds other bare addresses',
    example: '[a@a.a',
    inTree: [
      ['link'],
      (place) => {
        const { text, start, end } = place;
        if (/[[<]/.test(text.charAt(start))) return false;
        if (!/^(?:$|[.,:;!?)]*(?:$|[ \t\r\n]))/.test(after(place))) return true;
        if (!/^$|[ \t\n(]/.test(text.charAt(start - 1))) return true;
        const before =
          text
            .slice(Math.max(0, start - 2000), start)
            .split(/\n[ \t>]*\n/)
            .at(-1) ?? '';
        if (before.includes('[') && /[`<\\]/.test(before)) return true;
        return (
          before.split('[').length > before.split(']').length ||
          !/^(?:https?:\/\/|www\.)[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*(?::\d+)?(?:[/?#][\w/?#=%.+~-]*)?$/.test(
            text.slice(start, end),
          )
        );
      },
    ],
  },
  {
    what: 'leaves other addresses as text, and gives their text a place',
    example: 'http://.a',
    inTree: [
      ['text'],
      (place) =>
        place.parent.type !== 'link' &&
        (place.node.position === undefined ||
          /https?:\/\/|www\.|[\w+\-.]@[\w-]+\./i.test(written(place))),
    ],
  },
];

const inTree = new Map<string, Test[]>();
for (const { inTree: [types, test] = [] } of differences) {
  for (const type of types ?? []) {
    if (test !== undefined) inTree.set(type, [...(inTree.get(type) ?? []), test]);
  }
}

/**
 * Whether a text has something that the native parser may read in another way, as far as text tells.
 * `directives`: text and leaf directives are read.
 */
export function unlikeText(text: string, directives: boolean): boolean {
  return differences.some(
    (one) => one.inText?.test(text) === true && (directives || one.directives !== true),
  );
}

/** The same, as far as the tree that the native parser made of it tells. Does not recurse. */
export function unlikeTree(tree: Root, text: string): boolean {
  const open: Omit<Place, 'node' | 'start' | 'end' | 'text'>[] = [
    { parent: tree, contained: false, quoted: false },
  ];
  for (let level = open.pop(); level !== undefined; level = open.pop()) {
    for (const node of level.parent.children) {
      const start = node.position?.start.offset ?? 0;
      const end = node.position?.end.offset ?? 0;
      const place = { ...level, node, start, end, text };
      if (inTree.get(node.type)?.some((test) => test(place))) return true;
      if (!('children' in node)) continue;
      const quoted = level.quoted || node.type === 'blockquote';
      const contained = level.contained || containers.has(node.type);
      open.push({ parent: node, contained, quoted });
    }
  }
  return false;
}

const containers: ReadonlySet<string> = new Set([
  'blockquote',
  'listItem',
  'footnoteDefinition',
  'containerDirective',
]);
