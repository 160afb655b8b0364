import { before, patterns, withEscapes } from './amend.ts';
import type { Grammar } from './prism.ts';
import { shell } from './shell.ts';

const comment = { pattern: /(^[ \t]*)[#;].*/m, lookbehind: true, greedy: true };

const section = { pattern: /^[ \t]*\[[^\n\]]*\][ \t]*$/m, greedy: true };

const value: Grammar = {
  escape: /\\[\\"'nrt]/,
  variable: /\$\{[^}\s]*\}|\$\w+|%\([^)\s]*\)s/,
  boolean: /^(?:true|false|yes|no|on|off|none)(?=\s*$)/i,
  number: /^[-+]?\d+(?:\.\d+)?(?:[kmgt]i?b?|ms|us|s|min|h|d|w|%)?(?=\s*$)/i,
};

const ini: Grammar = {
  comment,
  section,
  key: { pattern: /^[ \t]*[^\s=:[\]#;][^=:\n]*?(?=[ \t]*[=:])/m, greedy: true },
  value: { pattern: /([=:][ \t]*)[^\s][^\n]*/, lookbehind: true, alias: 'string', inside: value },
  operator: /[=:]/,
};

const systemd: Grammar = {
  comment: { pattern: /(^[ \t]*)[#;].*/m, lookbehind: true, greedy: true },
  section,
  key: { pattern: /^[A-Za-z][\w-]*(?=[ \t]*=)/m, greedy: true },
  value: {
    pattern: /(=[ \t]*)[^\s](?:\\\n(?:[ \t]*[#;].*\n)*|.)*/,
    lookbehind: true,
    alias: 'string',
    inside: {
      ...value,
      continuation: { pattern: /\\$/m, alias: 'punctuation' },
      specifier: { pattern: /%[a-zA-Z%]/, alias: 'escape' },
      option: /(?<=\s)--?[a-zA-Z][\w-]*/,
    },
  },
  operator: /=/,
};

const nginx: Grammar = {
  comment: { pattern: /(^|[\s;{}])#.*/, lookbehind: true, greedy: true },
  string: {
    pattern: /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'/,
    greedy: true,
    inside: { escape: /\\["'\\nrt]/, variable: /\$(?:\w+|\{\w+\})/ },
  },
  keyword: { pattern: /((?:^|[;{}])[ \t]*)[a-z_]\w*(?=[\s;{])/im, lookbehind: true, greedy: true },
  regex: [
    { pattern: /(~\*?[ \t]+)[^\s"'{]+(?:\{\d[^\s"'{]*)*/, lookbehind: true, greedy: true },
    { pattern: /(\brewrite[ \t]+)[^\s"';]+/, lookbehind: true, greedy: true },
  ],
  variable: /\$(?:\w+|\{\w+\})/,
  boolean: /(?<=[ \t])(?:on|off)(?=[\s;])/,
  number: /(?<=[\s=:])=?\d+(?:[smhdwMykKgG]|ms)?(?=[\s;/])/,
  parameter: /\b[a-z_]+(?==)/,
  flag: { pattern: /(?<=\s)(?:last|break|redirect|permanent)(?=;)/, alias: 'keyword' },
  operator: /!?~\*?|!?=|\^~/,
  punctuation: /[{};()]/,
};

const plainScalar: Grammar = {
  boolean: /^(?:true|false|yes|no|on|off)(?=\s*$)/i,
  null: /^(?:null|~)(?=\s*$)/i,
  number:
    /^[-+]?(?:0x[\da-f_]+|0o[0-7_]+|(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?|\.inf|\.nan)(?=\s*$)/i,
  datetime: {
    pattern:
      /^\d{4}-\d\d?-\d\d?(?:(?:t|[ \t]+)\d\d?:\d\d:\d\d[^\s]*(?:[ \t]*(?:z|[-+]\d[\d:]*))?)?(?=\s*$)/i,
    alias: 'constant',
  },
  text: { pattern: /[\s\S]+/, alias: 'string' },
};

function yaml(grammar: Grammar): Grammar {
  const { scalar, key, directive, string, tag, important, punctuation } = grammar;
  return withEscapes({
    scalar,
    comment: { pattern: /(^|\s)#.*/, lookbehind: true },
    key,
    directive,
    string,
    plain: {
      pattern:
        /(?<=(?:^|\n)[ \t]*(?:[-?][ \t]+)*|[:,][ \t]+|[[{][ \t]*|-[ \t]+|[ \t][&!]\S{0,99}[ \t]+)(?!---(?![^\s])|\.\.\.(?![^\s]))(?:[^\s,[\]{}:#&*!|>'"%@`?-]|[:?-](?=[^\s,[\]{}]))(?:[^\n:#,[\]{}]|:(?=[^\s,[\]{}])|(?<=\S)#)*/,
      greedy: true,
      inside: plainScalar,
    },
    tag,
    anchor: patterns(important),
    punctuation,
  });
}

const hcl: Grammar = {};
const hclInterpolation = {
  pattern: /[$%]\{(?:[^{}"]|"(?:\\[\s\S]|[^"\\])*"|\{[^{}]*\})*\}/,
  greedy: true,
  inside: {
    'interpolation-punctuation': /^[$%]\{|\}$/,
    expression: { pattern: /[\s\S]+/, inside: hcl },
  },
};
Object.assign(hcl, {
  comment: { pattern: /(?:#|\/\/).*|\/\*[\s\S]*?(?:\*\/|$)/, greedy: true },
  heredoc: {
    pattern: /<<-?([A-Za-z_]\w*)\n(?:[^\n]*\n)*?[ \t]*\1\b/,
    greedy: true,
    alias: 'string',
    inside: { interpolation: hclInterpolation },
  },
  string: {
    pattern:
      /"(?:\\[\s\S]|[$%]\{(?:[^{}"]|"(?:\\[\s\S]|[^"\\])*"|\{[^{}]*\})*\}|[^"\\$%\n]|[$%](?!\{))*"/,
    greedy: true,
    inside: { interpolation: hclInterpolation, escape: /\\[\s\S]/ },
  },
  block: {
    pattern: /((?:^|[{}])[ \t]*)[A-Za-z][\w-]*(?=(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*\{)/m,
    lookbehind: true,
    greedy: true,
    alias: 'keyword',
  },
  key: /[A-Za-z_][\w-]*(?=[ \t]*=(?![=>]))/,
  keyword: /\b(?:for|in|if|else|endif|endfor)\b(?!-)/,
  boolean: /\b(?:true|false|null)\b/,
  'class-name': /\b(?:string|number|bool|any|list|map|set|object|tuple|optional)\b(?!\s*=)/,
  function: /[a-z_]\w*(?=\()/i,
  root: {
    pattern: /\b(?:var|local|module|data|each|count|self|path|terraform)(?=\.)/,
    alias: 'builtin',
  },
  number: /\b(?:0x[\da-f]+|\d+(?:\.\d+)?(?:e[-+]?\d+)?)\b/i,
  operator: /=>|[=!<>]=?|&&|\|\||[-+*/%?:]|\.{3}/,
  punctuation: /[{}[\](),.]/,
} satisfies Grammar);

function docker(grammar: Grammar): Grammar {
  const [instruction] = patterns(grammar.instruction);
  if (instruction?.inside === undefined) return grammar;
  const { source, flags } = instruction.pattern;
  const inside = before(instruction.inside, 'keyword', {
    image: {
      pattern: /(?<=^FROM[ \t]+(?:--\S+[ \t]+)?)[^\s-]\S*/i,
      greedy: true,
      alias: 'string',
      inside: { variable: /\$(?:\w+|\{[^}\s]*\})/ },
    },
    key: /\b[A-Za-z_][\w.-]*(?==)/,
  });
  const run = RegExp(source.replace(/ADD\|.*?WORKDIR/, 'RUN'), flags);
  const { options, keyword, comment: note } = instruction.inside;
  return {
    run: {
      ...instruction,
      pattern: run,
      inside: { options, keyword, comment: note, script: { pattern: /[\s\S]+/, inside: shell } },
    },
    ...grammar,
    instruction: { ...instruction, inside },
  };
}

function toml(grammar: Grammar): Grammar {
  return before(withEscapes(grammar), 'punctuation', {
    operator: /=/,
    table: {
      pattern: /^[ \t]*\[\[?[^\n\]]*\]\]?/m,
      greedy: true,
      alias: 'section',
    },
  });
}

const properties: Grammar = {
  ...ini,
  key: {
    pattern: /(^[ \t]*(?:export[ \t]+)?)[^\s=:[\]#;][^=:\n]*?(?=[ \t]*[=:])/m,
    lookbehind: true,
    greedy: true,
  },
  keyword: /^[ \t]*export(?=[ \t])/m,
};

const makeVariable = {
  pattern: /\$(?:\([\w.-]+(?::[^()\n]*)?\)|\{[\w.-]+\}|[@<^+?*%$])/,
  greedy: true,
  alias: 'variable',
};
const makefile: Grammar = {
  comment: { pattern: /(?<!\\)#.*/, greedy: true },
  recipe: {
    pattern: /^\t[^\n]*(?:\\\n[^\n]*)*/m,
    greedy: true,
    inside: {
      silent: { pattern: /^\t[@-]+/, alias: 'operator' },
      script: { pattern: /[\s\S]+/, inside: { 'make-variable': makeVariable, ...shell } },
    },
  },
  'make-variable': makeVariable,
  keyword:
    /^[ ]*(?:-?include|define|else|endef|endif|export|ifn?def|ifn?eq|override|unexport|vpath)\b/m,
  builtin: /^\.[A-Z_]+(?=[ \t]*:)/m,
  target: {
    pattern: /^[^\s:#=$][^:#=\n]*(?=::?(?!=))/m,
    alias: 'function',
    inside: { 'make-variable': makeVariable },
  },
  key: /^[A-Za-z_][\w.-]*(?=[ \t]*(?:[:?+!]{0,2}=))/m,
  function: { pattern: /(\$\()[a-z]+(?=[ \t])/, lookbehind: true },
  operator: /[:?+!]{0,2}=/,
  punctuation: /[():|\\]/,
};

function powershell(grammar: Grammar): Grammar {
  return before(grammar, 'operator', {
    option: {
      pattern:
        /(?<=\s)-(?!(?:and|as|band|bnot|bor|bxor|[ci]?(?:contains|eq|ge|gt|le|like|lt|match|ne|notcontains|notlike|notmatch|replace|split|in|notin)|f|is|isnot|join|not|or|shl|shr|xor)\b)[A-Za-z]\w*/i,
    },
  });
}

const diff: Grammar = {
  header: {
    pattern:
      /^(?:diff |index |Index: |={5,}|--- |\+\+\+ |\*\*\* |(?:new|deleted|old) (?:file )?mode |similarity |rename |copy |Binary ).*$/m,
    greedy: true,
    alias: 'coord',
  },
  coord: { pattern: /^@@.*?@@|^\d+(?:,\d+)?[acd]\d+(?:,\d+)?$/m, greedy: true },
  deleted: { pattern: /^[-<].*/m, greedy: true },
  inserted: { pattern: /^[+>].*/m, greedy: true },
  changed: { pattern: /^!.*/m, greedy: true },
};

/** What configuration is written in. */
export const configGrammars: Readonly<Record<string, (grammar: Grammar) => Grammar>> = {
  yaml,
  toml,
  docker,
  json: (grammar) => withEscapes(grammar),
  ini: () => ini,
  properties: () => properties,
  makefile: () => makefile,
  powershell,
  systemd: () => systemd,
  nginx: () => nginx,
  hcl: () => hcl,
  diff: () => diff,
};
