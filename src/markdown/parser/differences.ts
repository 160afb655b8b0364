import type { Nodes, Parents, Root } from 'mdast';

/** Something that the native parser reads in another way than the reference. */
export interface Difference {
  /** What the native parser does. */
  readonly what: string;
  /** A text in which the two differ. */
  readonly example: string;
  /** Where the text alone tells. It may find too much, never too little. */
  readonly inText?: RegExp;
  /** It matters only where text and leaf directives are read: on sites with remark plugins. */
  readonly directives?: true;
  /** Where the tree of the native parser tells: the nodes that are looked at, and what is looked for. */
  readonly inTree?: readonly [types: readonly Nodes['type'][], test: Test];
}

/** A node of the native parser's tree, and where it is. One object serves the whole tree. */
interface Place {
  node: Nodes;
  parent: Parents;
  /** Its next sibling. */
  next: Nodes | undefined;
  /** It lies in a quote, a list item, a footnote or a container. */
  contained: boolean;
  /** It lies in a quote. */
  quoted: boolean;
  start: number;
  end: number;
  readonly text: string;
}
type Test = (place: Place) => boolean;

/** The text of a node as it was written. */
const written = ({ text, start, end }: Place): string => text.slice(start, end);
/** Some of what follows a node. */
const after = ({ text, end }: Place): string => text.slice(end, end + 200);

/** Whether there is a bracket that nothing closes. */
function opensBracket(text: string): boolean {
  const pair = /\[[^[\]]*\]/g;
  return text.replaceAll(pair, '').replaceAll(pair, '').includes('[');
}

/** Of the characters beyond ASCII those that are not letters, digits or common punctuation. */
const symbol =
  '(?:[\\u{10000}-\\u{10FFFF}]|(?![\\p{L}\\p{N}\\p{M}\\xA0-\\xBF\\u2000-\\u200D\\u2010-\\u2027\\u202F-\\u205E' +
  '\\u20A0-\\u20BF\\u2100-\\u2426\\u2500-\\u27BF\\u3000-\\u303F\\uFE30-\\uFE4F\\uFF00-\\uFFEF])[\\x80-\\uFFFF])';

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
    what: 'takes DEL for text, where the reference ends links at it',
    example: '[](\x7F)',
    inText: /\x7F/,
  },
  {
    what: 'makes line feeds of carriage returns in code',
    example: '    a\r\r\t',
    inText: /\r(?!\n)/,
  },
  {
    what: 'opens and closes emphasis otherwise beside symbols that UTF-16 writes in two units, and beside those of which versions of Unicode differ',
    example: '_a_😀',
    inText: new RegExp(`[*_~]${symbol}|${symbol}[*_~]`, 'u'),
  },
  {
    what: 'reads names and labels of containers more loosely',
    example: ':::a)',
    inText: /^(?!:{3,}(?:[A-Za-z]+(?:\[[\w ]+\])?)?\r?$)(?:[^\n]*[ \t>])?:::/m,
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
    what: 'knows labels that a container defines before it, too',
    example: '[a]\n:::a\n[a]:"\n\n~~~\n~~~\n:::',
    inTree: [['definition'], (place) => place.contained && place.text.includes(':::')],
  },
  {
    what: 'reads text and leaf directives, too, where it reads containers',
    example: ':::a\n:::\n\nb:c',
    inTree: [
      ['textDirective', 'leafDirective', 'image', 'imageReference'],
      (place) =>
        place.node.type.endsWith('Directive') ||
        (place.node.type.startsWith('image') &&
          /:[^\s/]/.test(written(place).split('](').slice(0, -1).join() || written(place))),
    ],
  },
  {
    what: 'reads fewer names of text and leaf directives, where those are read',
    example: ':\u00e9\n::a>',
    inText: /:[\w-]*[\t\P{ASCII}]|\\:|^[ \t>]*::[^:]/mu,
    directives: true,
  },
  {
    what: 'sees fewer text directives behind what might be code, where they are read',
    example: '<aa:`>:a`',
    directives: true,
    inTree: [['text'], (place) => /:[^\s/]/.test(written(place))],
  },
  {
    what: 'does not see the line that closes a container in its own text',
    example: ':::\n::a:',
    inTree: [
      ['text', 'code', 'html'],
      (place) => (place.contained || place.node.type !== 'code') && written(place).includes(':::'),
    ],
  },
  {
    what: 'ends a fenced code block elsewhere that nothing closes, and drops spaces around its info',
    example: '>```\n*',
    inTree: [
      ['code'],
      (place) => {
        const code = written(place);
        const [, fence, info = ''] = /^(`{3,}|~{3,})([^\n]*)/.exec(code) ?? [];
        if (fence === undefined) return false;
        const [, end = ''] = /\n[ \t>]*(`{3,}|~{3,})[ \t]*$/.exec(code) ?? [];
        return !end.startsWith(fence) || /\S(?:[ \t]{2}|\t|[ \t]\r?$)/.test(info);
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
          /^(?:\r?\n[ \t]*)*\r?\n[ \t]/.test(after(place))
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
    what: 'decides otherwise between emphasis and strikethrough that overlap',
    example: '[*a]()~~a*a~~a*',
    inTree: [
      ['emphasis', 'strong', 'delete'],
      (place) => (place.node.type === 'delete' ? /[*_]/ : /~/).test(written(place)),
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
        (place.node.checked === null
          ? /^\S+\s+\[[\sxX]\](?:\s|$)/.test(written(place))
          : place.node.children[0]?.type !== 'paragraph' ||
            !/^(?:[-*+]|\d+[.)]) +\[[ xX]\] +\S/.test(written(place))),
    ],
  },
  {
    what: 'takes no box for a task that stands behind a definition',
    example: '- [a]:]\n[ ] a',
    inTree: [
      ['listItem'],
      ({ node }) => 'children' in node && node.children[0]?.type === 'definition',
    ],
  },
  {
    what: 'wants a box on one line, and ends hard line breaks before a bracket otherwise',
    example: '- [\n] ]',
    inText: /[[\\][ \t]*\r?\n[ \t>]*\]|[-+*.)][ \t]+\[\r?\n/,
  },
  {
    what: 'reads footnotes otherwise that begin with a block, hold others, or have spaces in their label',
    example: '[^a]:[^a]:',
    inTree: [
      ['footnoteDefinition'],
      (place) =>
        place.contained ||
        !/^\[\^[^\]\s]+\]: [^\s[]/.test(written(place)) ||
        ('children' in place.node && place.node.children.some((one) => one.type !== 'paragraph')) ||
        !/^\s*$|^\r?\n(?:[ \t]*\r?\n|\[\^)/.test(after(place)),
    ],
  },
  {
    what: 'reads footnote marks otherwise in brackets and behind `!`',
    example: '![^a][\n[^a]: a',
    inText: /!\[\^|\[[^\]]{0,300}\[\^|\[\^[^\]\n]*[\x85\s\\[&]/,
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
    what: 'ends CDATA at its last three characters, where the reference wants no bracket before them',
    example: '<![CDATA[]]]>\n**',
    inText: /\]\]\]>/,
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
    what: 'reads the attributes of a tag in text otherwise that goes over a line end',
    example: '<a a=""\n:=a=a>',
    inTree: [
      ['html'],
      (place) =>
        place.parent.type !== 'root' &&
        /^<[A-Za-z]/.test(written(place)) &&
        written(place).includes('\n'),
    ],
  },
  {
    what: 'takes more tags for tags, such as those with an equals sign in a bare value',
    example: '<a a=a="">`',
    inTree: [
      ['html'],
      (place) => place.parent.type !== 'root' && /=\s*[^\s"'][^\s>]*["'=<`]/.test(written(place)),
    ],
  },
  {
    what: 'takes fewer tags for tags, such as those with a value that ends with a slash',
    example: '<a a=//>',
    inTree: [['text'], (place) => /(?<!\\)<[A-Za-z/!?]/.test(written(place))],
  },
  {
    what: 'takes no line of a paragraph that the list item does not hold for the head of a table',
    example: '- a\na\n  -|',
    inTree: [['paragraph'], (place) => /\n[ \t>]*[|:-][|: \t-]*(?:\r?\n|$)/.test(written(place))],
  },
  {
    what: 'ends a paragraph before its last line where a list follows that looks like a delimiter row',
    example: 'a\nb\n- |',
    inTree: [
      ['paragraph'],
      ({ node, parent, next }) =>
        next?.type === 'paragraph' &&
        parent.type !== 'containerDirective' &&
        next.position?.start.line === (node.position?.end.line ?? 0) + 1,
    ],
  },
  {
    what: 'ends text otherwise at the end of a line behind something that nothing closes',
    example: '- `\n  *a*',
    inTree: [
      ['text'],
      (place) =>
        /\]\(/.test(written(place)) ||
        (place.contained && /`|(?<!\\)<[A-Za-z/!?]|\]\[/.test(written(place))),
    ],
  },
  {
    what: 'reads the lines behind a table in a container otherwise',
    example: '>||\n>-|\n>|\n;\n|-',
    inTree: [
      ['table'],
      (place) => place.contained && !/^[ \t]*(?:$|\r?\n[ \t>]*(?:\r?\n|$))/.test(after(place)),
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
    what: 'reads what follows a definition otherwise: without a blank line, and lists',
    example: '[a]:a\n---\n-',
    inTree: [
      ['definition'],
      (place) =>
        !/^[ \t]*(?:$|\r?\n(?:[ \t]*(?:$|\r?\n)| {0,3}\[(?!\^)))/.test(after(place)) ||
        /^[\s>]*(?:[-+*]|\d+[.)])/.test(after(place)),
    ],
  },
  {
    what: 'takes spaces of Unicode in labels for spaces',
    example: '[\u2003]:a',
    inTree: [
      ['definition', 'linkReference', 'imageReference'],
      ({ node }) =>
        'label' in node && /[\x85\s]/.test(node.label?.replaceAll(/[ \t\r\n]/g, '') ?? ''),
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
        if (before.includes('[') && (/[`<\\]/.test(before) || opensBracket(before))) return true;
        return !/^(?:https?:\/\/|www\.)[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*(?::\d+)?(?:[/?#][\w/?#=%.+~-]*)?$/.test(
          text.slice(start, end),
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

const inTree = { plain: testsOf(false), directives: testsOf(true) };

function testsOf(directives: boolean): ReadonlyMap<string, readonly Test[]> {
  const tests = new Map<string, Test[]>();
  for (const one of differences) {
    const [types, test] = one.inTree ?? [[]];
    if (test === undefined || (one.directives === true && !directives)) continue;
    for (const type of types) tests.set(type, [...(tests.get(type) ?? []), test]);
  }
  return tests;
}

/**
 * Whether a text has something that the native parser may read in another way, as far as text tells.
 * `directives`: text and leaf directives are read.
 */
export function unlikeText(text: string, directives: boolean): boolean {
  return differences.some(
    (one) => (directives || one.directives !== true) && one.inText?.test(text) === true,
  );
}

/** The same, as far as the tree that the native parser made of it tells. Does not recurse. */
export function unlikeTree(tree: Root, text: string, directives: boolean): boolean {
  const testsFor = inTree[directives ? 'directives' : 'plain'];
  const parents: Parents[] = [tree];
  /** Of each parent: 0, or 1 for what is contained, and 3 for what is quoted. */
  const states = [0];
  const place: Place = {
    node: tree,
    parent: tree,
    next: undefined,
    contained: false,
    quoted: false,
    start: 0,
    end: 0,
    text,
  };
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    const state = states.pop() ?? 0;
    const children: readonly Nodes[] = parent.children;
    for (let index = 0; index < children.length; index += 1) {
      const node = children[index];
      if (node === undefined) continue;
      const tests = testsFor.get(node.type);
      if (tests !== undefined) {
        place.node = node;
        place.parent = parent;
        place.next = children[index + 1];
        place.contained = state !== 0;
        place.quoted = state === 3;
        place.start = node.position?.start.offset ?? 0;
        place.end = node.position?.end.offset ?? 0;
        for (const test of tests) if (test(place)) return true;
      }
      if (!('children' in node)) continue;
      parents.push(node);
      states.push(node.type === 'blockquote' ? 3 : containers.has(node.type) ? state | 1 : state);
    }
  }
  return false;
}

const containers: ReadonlySet<string> = new Set([
  'listItem',
  'footnoteDefinition',
  'containerDirective',
]);
