import { before, patterns, withEscapes } from './amend.ts';
import type { Grammar, Pattern } from './prism.ts';

const typeName = /\b[A-Z]\w*[a-z]\w*\b|\b[A-Z]\b/;
const constantName = /\b[A-Z][A-Z\d]*_?[A-Z\d_]+\b/;
const call = /\b[a-z_]\w*(?=\()/i;
const formatVerb =
  /%[-+# 0]*\d*(?:\.\d+)?[a-zA-Z%]|\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|x[\da-fA-F]{2}|[0-7]{1,3}|.)/;

/** Names as they are written in most languages: `Type`, `CONSTANT`, `call()`. */
function names(grammar: Grammar): Grammar {
  return {
    ...before(withEscapes(grammar), 'keyword', { nil: /\b(?:null|nil|nullptr|NULL)\b/ }),
    'own-constant': { pattern: constantName, alias: 'constant' },
    'own-type': { pattern: typeName, alias: 'class-name' },
    'own-call': { pattern: call, alias: 'function' },
  };
}

function script(grammar: Grammar): Grammar {
  const known = before(withEscapes(grammar), 'keyword', {
    nil: /\b(?:null|undefined)\b/,
    asynchronous: { pattern: /\basync(?=[ \t]*[*(\w$])/, alias: 'keyword' },
    self: { pattern: /\b(?:this|super)\b/, alias: 'builtin' },
  });
  return {
    ...withTypes(known),
    'class-name': patterns(known['class-name']).map(withTypesInside),
    'generic-function': patterns(known['generic-function']).map(withTypesInside),
    'own-property': [
      { pattern: /(?<=[^.]\.|\?\.)#?[A-Za-z_$][\w$]*(?![\w$(])/, greedy: true, alias: 'property' },
      {
        pattern: /(?<=(?:[{,(;\n]|\breadonly|\.{3})[ \t\n]{0,99})[A-Za-z_$][\w$]*(?=\??:)/,
        greedy: true,
        alias: 'property',
      },
    ],
  };
}

function withTypes(grammar: Grammar): Grammar {
  return before(grammar, 'constant', { 'own-type': { pattern: typeName, alias: 'class-name' } });
}

/** The same within `class Name<T>` and `name<T>()`. */
function withTypesInside(rule: Pattern): Pattern {
  if (rule.inside === undefined) return rule;
  const generic = patterns(rule.inside.generic).map(withTypesInside);
  return {
    ...rule,
    inside: generic.length > 0 ? { ...rule.inside, generic } : withTypes(rule.inside),
  };
}

function python(grammar: Grammar): Grammar {
  return before(
    { ...withEscapes(grammar, formatVerb), builtin: undefined, keyword: undefined },
    'number',
    {
      keyword: [
        /\b(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)\b/,
        { pattern: /(?<=^[ \t]*)(?:match|case|type)(?=[ \t]+[^\s=].*[:=])/m, greedy: true },
      ],
      self: { pattern: /\b(?:self|cls)\b/, alias: 'builtin' },
      'own-parameter': {
        pattern: /(?<=[(,][ \t\n]{0,99}\*{0,2})[a-z_]\w*(?=[ \t]*(?:=(?!=)|:[ \t]))/,
        greedy: true,
        alias: 'parameter',
      },
      builtin:
        /\b(?:__import__|abs|all|any|ascii|bin|breakpoint|callable|chr|compile|delattr|dir|divmod|enumerate|eval|exec|filter|format|getattr|globals|hasattr|hash|help|hex|id|input|isinstance|issubclass|iter|len|locals|map|max|min|next|oct|open|ord|pow|print|range|repr|reversed|round|setattr|sorted|sum|super|vars|zip)(?=\()/,
      'own-call': { pattern: /\b[a-z_]\w*(?=\()/, alias: 'function' },
      'own-constant': { pattern: constantName, alias: 'constant' },
      'class-name': [
        ...patterns(grammar['class-name']),
        {
          pattern:
            /\b(?:bool|bytearray|bytes|complex|dict|float|frozenset|int|list|memoryview|object|set|slice|str|tuple|type)\b/,
        },
        { pattern: typeName },
      ],
    },
  );
}

function go(grammar: Grammar): Grammar {
  return before({ ...withEscapes(grammar, formatVerb), builtin: undefined }, 'keyword', {
    'class-name': [
      /\b(?:any|bool|byte|comparable|complex(?:64|128)|error|float(?:32|64)|u?int(?:8|16|32|64)?|rune|string|uintptr)\b/,
      { pattern: /(\btype[ \t]+)[A-Za-z_]\w*/, lookbehind: true, greedy: true },
      {
        pattern:
          /(?<=(?:[*&\]]|\w[ \t])(?:[a-z]\w{0,50}\.)?)(?<!\b(?:return|case|in|range|if|defer|go)[ \t](?:[a-z]\w{0,50}\.)?)[A-Z]\w*\b(?!\()/,
        greedy: true,
      },
    ],
    namespace: { pattern: /(\bpackage[ \t]+)\w+/, lookbehind: true, greedy: true },
  });
}

function rust(grammar: Grammar): Grammar {
  return before(withEscapes(grammar), 'keyword', {
    primitive: {
      pattern: /\b(?:bool|char|f(?:32|64)|[ui](?:8|16|32|64|128|size)|str)\b/,
      alias: 'class-name',
    },
    self: { pattern: /\b(?:self|Self)\b/, alias: 'builtin' },
  });
}

function ruby(grammar: Grammar): Grammar {
  const known = before(grammar, 'keyword', {
    number: /\b(?:0x[\da-f_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:e[-+]?\d+)?)\b/i,
    boolean: /\b(?:true|false|nil)\b/,
    self: { pattern: /\bself\b/, alias: 'builtin' },
  });
  return {
    ...known,
    builtin: undefined,
    constant: undefined,
    'own-constant': { pattern: constantName, alias: 'constant' },
    'own-type': { pattern: typeName, alias: 'class-name' },
    'own-call': [
      { pattern: /(?<=[^.]\.|&\.)[a-z_]\w*[?!]?/, greedy: true, alias: 'function' },
      {
        pattern:
          /\b(?:puts|print|p|pp|printf|sprintf|format|loop|lambda|proc|require_relative|attr_\w+)\b|\b[a-z_]\w*[?!]?(?=\()/,
        alias: 'function',
      },
    ],
  };
}

function java(grammar: Grammar): Grammar {
  return before(withEscapes(grammar), 'keyword', {
    nil: /\bnull\b/,
    self: { pattern: /\b(?:this|super)\b/, alias: 'builtin' },
  });
}

function sql(grammar: Grammar): Grammar {
  return {
    ...before(grammar, 'operator', {
      'own-keyword': {
        pattern:
          /\b(?:AND|BETWEEN|ILIKE|IN|IS|LIKE|NOT|OR|REGEXP|RLIKE|SIMILAR|XOR|ALWAYS|BIGSERIAL|BYTEA|CONCURRENTLY|CONFLICT|COST|CUBE|EXCLUDE|EXTENSION|FILTER|FORCE|GENERATED|INHERITS|INTERVAL|JSONB?|LATERAL|LANGUAGE|MATERIALIZED|MATCHED|NOTHING|NULLS|OFFSET|OVER|OWNER|PARTITION|PLPGSQL|POLICY|RECURSIVE|REINDEX|RETURNING|RETURNS|ROLE|SEQUENCE|SERIAL|SKIP|TABLESPACE|TABLES|TIMESTAMPTZ|TIMETZ|USER|UUID|VACUUM|WINDOW|WITHIN|ZONE)\b/i,
        alias: 'keyword',
      },
      'own-call': { pattern: call, alias: 'function' },
    }),
    placeholder: { pattern: /(?<![:\w]):[a-z_]\w*|\$\d+/i, alias: 'parameter' },
  };
}

const cssNumber = /(?<![\w#-])[-+]?(?:\d*\.)?\d+(?:%|[a-z]+\b)?/i;

function css(grammar: Grammar): Grammar {
  const [selector] = patterns(grammar.selector);
  const [atrule] = patterns(grammar.atrule);
  const values: Grammar = {
    color: /#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\b/i,
    'custom-property': { pattern: /(?<=[(,][ \t]*)--[\w-]+/, alias: 'variable' },
    number: cssNumber,
  };
  return {
    ...grammar,
    ...(atrule?.inside && {
      atrule: { ...atrule, inside: { ...atrule.inside, number: cssNumber } },
    }),
    ...(selector && {
      selector: {
        ...selector,
        inside: {
          'attr-name': /[.#][\w-]+|::?[\w-]+/,
          string: /"[^"\n]*"|'[^'\n]*'/,
          attribute: { pattern: /(\[[ \t]*)[\w-]+/, lookbehind: true, alias: 'attr-name' },
          operator: /[>+~*=^$|]+/,
          punctuation: /[()[\],]/,
        },
      },
    }),
    ...values,
  };
}

/** What programs and pages are written in. */
export const codeGrammars: Readonly<Record<string, (grammar: Grammar) => Grammar>> = {
  javascript: script,
  typescript: script,
  jsx: script,
  tsx: script,
  python,
  go,
  rust,
  ruby,
  java,
  sql,
  css,
  scss: css,
  less: css,
  ...Object.fromEntries(
    [
      'c',
      'cpp',
      'csharp',
      'dart',
      'groovy',
      'kotlin',
      'lua',
      'perl',
      'php',
      'scala',
      'swift',
      'graphql',
      'zig',
      'objectivec',
      'protobuf',
      'julia',
      'elixir',
      'haskell',
      'r',
    ].map((name) => [name, names]),
  ),
};
