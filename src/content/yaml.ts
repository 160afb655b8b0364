import { type Document, isAlias, isMap, isScalar, isSeq, Lexer, parseDocument, visit } from 'yaml';
import type { ParsedData, ParseProblem, Range } from './parsed-data.ts';

const mostAliases = 50;
/** What authors mostly meant, by the code of the parser. */
const hints: Readonly<Record<string, string>> = {
  BAD_SCALAR_START: 'put the value in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'put a value that has a `: ` in quotes, such as `title: "DNS: again"`',
  DUPLICATE_KEY: 'keep one of them',
  TAB_AS_INDENT: 'indent with spaces',
  UNEXPECTED_TOKEN: 'put a value that begins with a quote or a bracket in quotes as a whole',
};

/** Values that come of aliases, those inside of what they stand for included. */
const mostUnfolded = 1000;
const deepest = 50;

/**
 * Reads YAML 1.2 with the core schema only, whatever a `%YAML` line says: no tags but the core's, no
 * merge keys, dates stay text. At most 50 aliases, 50 levels.
 */
export function parseYaml(text: string): ParsedData {
  if (nestsTooDeep(text)) return unread(tooDeep(text));
  const document = parseDocument(text, {
    schema: 'core',
    version: '1.2',
    merge: false,
    resolveKnownTags: false,
    prettyErrors: false,
    stringKeys: true,
    uniqueKeys: true,
    logLevel: 'silent',
  });
  const syntax = [...document.errors, ...document.warnings].map(
    (error): ParseProblem => ({
      code: 'frontmatter-syntax',
      message: sentence(error.message),
      hint: hints[error.code],
      range: { start: error.pos[0], end: Math.max(error.pos[0], error.pos[1]) },
    }),
  );
  const problems = syntax.length > 0 ? syntax : overLimits(document, text);
  if (problems.length > 0) return unread(...problems);
  return {
    value: document.toJS({ maxAliasCount: mostUnfolded }),
    problems,
    locate: (path) => locate(document, path),
  };
}

/**
 * Whether brackets, or the `-` and `?` of one line, nest too deep: told from the tokens alone, because
 * the parser recurses, and a stack that is nearly full can end the process while V8 compiles a regular
 * expression. What indentation alone can nest in 64 KiB is harmless.
 */
function nestsTooDeep(text: string): boolean {
  let brackets = 0;
  let indicators = 0;
  let before = '';
  for (const token of new Lexer().lex(text)) {
    if (before !== scalarFollows) {
      if (token === '[' || token === '{') brackets += 1;
      else if (token === ']' || token === '}') brackets -= 1;
      else if (token === '-' || token === '?') indicators += 1;
      else if (token.startsWith('\n') || token.startsWith('\r')) indicators = 0;
    }
    if (brackets > deepest || indicators > deepest) return true;
    before = token;
  }
  return false;
}
/** The lexer of `yaml` puts this before the text of a plain scalar. */
const scalarFollows = '\x1F';

function unread(...problems: readonly ParseProblem[]): ParsedData {
  return { value: undefined, problems: problems.slice(0, 5), locate: () => undefined };
}

function tooDeep(text: string): ParseProblem {
  return {
    code: 'frontmatter-limit',
    message: `the front matter is nested more than ${deepest} deep`,
    range: { start: 0, end: text.length },
  };
}

function overLimits(document: Document.Parsed, text: string): ParseProblem[] {
  const problems: ParseProblem[] = [];
  let aliases = 0;
  visit(document, {
    Alias: (_, alias) => {
      aliases += 1;
      if (aliases === mostAliases + 1) {
        problems.push({
          code: 'frontmatter-limit',
          message: `the front matter has more than ${mostAliases} aliases`,
          range: rangeOf(alias) ?? { start: 0, end: 0 },
        });
      } else if (aliases <= mostAliases && alias.resolve(document) === undefined) {
        problems.push({
          code: 'frontmatter-syntax',
          message: `the alias \`*${alias.source}\` has no anchor before it`,
          range: rangeOf(alias) ?? { start: 0, end: 0 },
        });
      }
    },
    Collection: (_, collection, path) => {
      if (path.filter((one) => isMap(one) || isSeq(one)).length < deepest) return undefined;
      const range = rangeOf(collection);
      problems.push({ ...tooDeep(text), ...(range === undefined ? {} : { range }) });
      return visit.BREAK;
    },
  });
  if (problems.length > 0) return problems;
  try {
    document.toJS({ maxAliasCount: mostUnfolded });
  } catch (error) {
    if (!(error instanceof ReferenceError || error instanceof RangeError)) throw error;
    problems.push({
      code: 'frontmatter-limit',
      message: 'the aliases of the front matter unfold into too much',
      range: { start: 0, end: text.length },
    });
  }
  return problems;
}

function locate(document: Document.Parsed, path: readonly PropertyKey[]): Range | undefined {
  let node: unknown = document.contents;
  let found: Range | undefined;
  for (const key of path) {
    if (isAlias(node)) return found;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair === undefined) return found;
      found = rangeOf(pair.key) ?? found;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number') {
      const item: unknown = node.items[key];
      found = rangeOf(item) ?? found;
      node = item;
    } else return found;
  }
  return found;
}

function rangeOf(node: unknown): Range | undefined {
  if (!isScalar(node) && !isMap(node) && !isSeq(node) && !isAlias(node)) return undefined;
  const range = node.range;
  return range ? { start: range[0], end: range[1] } : undefined;
}

function sentence(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  return line.charAt(0).toLowerCase() + line.slice(1);
}
