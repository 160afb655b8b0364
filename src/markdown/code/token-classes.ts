/**
 * What Prism's grammars call their tokens, and the class of ours that each gets. The theme's style sheet
 * gives each class a colour for light and for dark. '' is plain text, also within a token that has one;
 * a name that is not here takes the class of what it stands in.
 */
const general: Readonly<Record<string, string>> = {
  comment: 'tok-comment',
  prolog: 'tok-meta',
  doctype: 'tok-meta',
  cdata: 'tok-comment',
  shebang: 'tok-comment',
  hashbang: 'tok-comment',
  string: 'tok-string',
  char: 'tok-string',
  'attr-value': 'tok-string',
  'template-string': 'tok-string',
  'triple-quoted-string': 'tok-string',
  'code-snippet': 'tok-string',
  url: 'tok-link',
  'string-interpolation': 'tok-string',
  'interpolation-string': 'tok-string',
  'string-literal': 'tok-string',
  'header-value': 'tok-string',
  entity: 'tok-escape',
  escape: 'tok-escape',
  regex: 'tok-regexp',
  'regex-literal': 'tok-regexp',
  number: 'tok-number',
  unit: 'tok-number',
  boolean: 'tok-constant',
  null: 'tok-constant',
  nil: 'tok-constant',
  constant: 'tok-constant',
  symbol: 'tok-constant',
  color: 'tok-constant',
  hexcode: 'tok-constant',
  keyword: 'tok-keyword',
  rule: 'tok-keyword',
  important: 'tok-keyword',
  operator: 'tok-operator',
  function: 'tok-function',
  'maybe-class-name': 'tok-type',
  builtin: 'tok-builtin',
  'class-name': 'tok-type',
  namespace: 'tok-type',
  tag: 'tok-tag',
  selector: 'tok-tag',
  'attr-name': 'tok-attribute',
  annotation: 'tok-attribute',
  decorator: 'tok-attribute',
  key: 'tok-property',
  property: 'tok-property',
  atrule: 'tok-keyword',
  variable: 'tok-variable',
  parameter: 'tok-parameter',
  option: 'tok-option',
  directive: 'tok-keyword',
  preprocessor: 'tok-meta',
  macro: 'tok-meta',
  coord: 'tok-meta',
  section: 'tok-heading',
  title: 'tok-heading',
  heading: 'tok-heading',
  italic: 'tok-emphasis',
  bold: 'tok-strong',
  inserted: 'tok-inserted',
  deleted: 'tok-deleted',
  error: 'tok-invalid',
  interpolation: '',
  'interpolation-punctuation': '',
  expression: '',
  substitution: '',
  arithmetic: '',
  script: '',
  line: '',
  anchor: 'tok-type',
  'regex-source': 'tok-regexp',
  self: 'tok-builtin',
  changed: 'tok-changed',
};

/** Where a grammar means something else by a name. */
const special: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  json: { operator: '' },
  yaml: { tag: 'tok-keyword' },
  css: { atrule: '', url: 'tok-string' },
  scss: { atrule: '', url: 'tok-string' },
  less: { atrule: '', url: 'tok-string' },
  typescript: { builtin: 'tok-type' },
  tsx: { builtin: 'tok-type' },
  docker: { property: 'tok-option' },
  ruby: { content: '' },
  http: {
    method: 'tok-keyword',
    'request-target': 'tok-string',
    'http-version': 'tok-keyword',
    'header-name': 'tok-property',
  },
  rust: { macro: 'tok-function', 'lifetime-annotation': 'tok-type' },
};

export type ClassNames = ReadonlyMap<string, string>;

const known = new Map<string, ClassNames>();

export function classNamesFor(grammar: string): ClassNames {
  const names = known.get(grammar) ?? new Map(Object.entries({ ...general, ...special[grammar] }));
  known.set(grammar, names);
  return names;
}

export const tokenClasses: readonly string[] = [
  ...new Set(
    [general, ...Object.values(special)]
      .flatMap((names) => Object.values(names))
      .filter((name) => name !== ''),
  ),
];
