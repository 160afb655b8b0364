import type { Grammar } from './prism.ts';

/** Where a command may begin: at the start of a line, after a prompt, `|`, `&&`, `$(`, `then` and the like. */
const begin = String.raw`(?<=(?:(?:^|(?<!\\)\n)(?:\$(?=[ ]))?|[;|&\x60{]|(?<![=(])\(|(?<![\w$./-])(?:if|then|elif|else|do|while|until|time|sudo|doas|exec|env|nohup|command|xargs|!)(?=[ \t]))[ \t]*(?:[A-Za-z_]\w{0,99}=[^\s;|&"'()]{0,99}[ \t]+)?)`;
const end = String.raw`(?![^\s;|&()<>])`;

const simpleVariable = /\$(?:\w+|[#?*!@$-])/;
const escapes = /\\[\\"$`abefnrtv]|\\[0-7]{1,3}|\\x[\da-fA-F]{1,2}/;

const nested = String.raw`[^()"']|"(?:\\[\s\S]|[^"\\])*"|'[^']*'`;
const parentheses = String.raw`\((?:${nested}|\((?:${nested})*\))*\)`;
const substitutionSource = String.raw`\$${parentheses}|<${parentheses}|\x60[^\x60]*\x60`;

/** Filled below: it holds itself. */
const inner: Grammar = {};

const expansions: Grammar = {
  arithmetic: {
    pattern: /\$\(\((?:[^()]|\([^()]*\))*\)\)/,
    greedy: true,
    inside: {
      punctuation: /^\$\(\(|\)\)$/,
      number: /\b(?:0x[\da-f]+|\d+)\b/i,
      variable: /\$?[a-z_]\w*/i,
      operator: /[-+*/%<>=!&|^~?:]+/,
    },
  },
  substitution: {
    pattern: RegExp(substitutionSource),
    greedy: true,
    inside: { punctuation: /^(?:\$\(|<\(|`)|[)`]$/, script: { pattern: /[\s\S]+/, inside: inner } },
  },
  variable: [
    {
      pattern: /\$\{[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\}/,
      greedy: true,
      inside: { operator: /:[-=?+]?|[-=?+](?!$)|##?|%%?|\/\/?|\^\^?|,,?|@(?=.\}$)/ },
    },
    simpleVariable,
  ],
};

const heredocInside: Grammar = {
  'heredoc-start': {
    pattern: /^<<-?[ \t]*["']?\w+["']?/,
    inside: { operator: /^<<-?/, string: /\S+/ },
  },
  line: { pattern: /^[^\n]+/, inside: inner },
};

export const shell: Grammar = {
  prompt: { pattern: /^\$(?= )/m, greedy: true, alias: 'operator' },
  comment: { pattern: /(^|[\s;|&(])#.*/, lookbehind: true, greedy: true },
  heredoc: [
    {
      pattern: /(?<!<)<<-?[ \t]*([A-Za-z_]\w*)\b[^\n]*\n(?:[^\n]*\n)*?[ \t]*\1(?![^\n])/,
      greedy: true,
      alias: 'string',
      inside: { ...heredocInside, ...expansions },
    },
    {
      pattern: /(?<!<)<<-?[ \t]*(["'])([A-Za-z_]\w*)\1[^\n]*\n(?:[^\n]*\n)*?[ \t]*\2(?![^\n])/,
      greedy: true,
      alias: 'string',
      inside: heredocInside,
    },
  ],
  string: [
    {
      pattern: RegExp(
        String.raw`(?<!\\)"(?:\\[\s\S]|\$${parentheses}|[^"\\$]|\$(?!\())*"|(?<!\\)"(?:\\[\s\S]|[^"\\])*"`,
      ),
      greedy: true,
      inside: { ...expansions, escape: escapes },
    },
    {
      pattern: /\$'(?:[^'\\]|\\[\s\S])*'/,
      greedy: true,
      inside: { escape: /\\(?:x[\da-f]{1,2}|u[\da-f]{1,4}|[0-7]{1,3}|[\s\S])/i },
    },
    { pattern: /(?<!\\)'[^']*'/, greedy: true },
  ],
  ...expansions,
  escape: /\\[^\s]/,
  'function-name': [
    { pattern: /(\bfunction[ \t]+)[\w:.-]+/, lookbehind: true, alias: 'function' },
    { pattern: /(?<![^\s;|&])[\w:.-]+(?=[ \t]*\([ \t]*\))/, greedy: true, alias: 'function' },
  ],
  assignment: {
    pattern: /(?<![^\s;|&({`])[A-Za-z_]\w*(?:\[[^\]\s]*\])?(?=\+?=(?!=))/,
    greedy: true,
    alias: 'variable',
  },
  'loop-variable': {
    pattern: /((?:^|[\s;])(?:for|select)[ \t]+)[A-Za-z_]\w*/,
    lookbehind: true,
    alias: 'variable',
  },
  'case-pattern': {
    pattern:
      /(?<=(?:^|\n|;;|\bin)[ \t]*)(?!esac\b)[^\s()#;&<>"'$`|]+(?:[ \t]*\|[ \t]*[^\s()#;&<>"'$`|]+)*(?=\)(?!\)))/,
    greedy: true,
    alias: 'string',
  },
  keyword: [
    {
      pattern: RegExp(
        `${begin}(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|select|function|time|coproc|return|exit|break|continue|local|export|declare|typeset|readonly|unset|!)${end}`,
      ),
      greedy: true,
    },
    {
      pattern: /(?<=(?:^|[\s;])(?:for|select|case)[ \t]+\S{1,200}[ \t]+)in(?![^\s;])/,
      greedy: true,
    },
  ],
  builtin: {
    pattern: RegExp(
      `${begin}(?:\\.|:|alias|bg|bind|builtin|cd|command|compgen|complete|dirs|disown|echo|enable|eval|exec|false|fc|fg|getopts|hash|help|history|jobs|kill|let|logout|mapfile|popd|printf|pushd|pwd|read|readarray|set|shift|shopt|source|suspend|test|times|trap|true|type|ulimit|umask|unalias|wait)${end}`,
    ),
    greedy: true,
  },
  function: {
    pattern: RegExp(String.raw`${begin}(?![-=!#\d]|\[)[^\s;|&()<>"'$\x60{}\\=#]+(?![\w=])`),
    greedy: true,
  },
  option: {
    pattern: /(?<=[\s(|])-{1,2}(?:[A-Za-z0-9][\w.-]*)?(?![^\s=;|&()<>"'$:,/\\])/,
    greedy: true,
  },
  'file-descriptor': {
    pattern: /(?:\d|&)?>{1,2}(?:&(?:\d|-)?|\|)?|\d?<(?:&\d|>)?|<<</,
    alias: 'operator',
  },
  operator: /\|\|?&?|&&?|(?:==?|!=|=~)(?=\s)|\+?=|!(?=\s)/,
  number: { pattern: /(?<=[\s=(])\d+(?![^\s;|&)\]])/, greedy: true },
  punctuation: /\[\[?|\]\]?|\(\(?|\)\)?|[{};\\]/,
  argument: { pattern: /[^\s;|&()<>{}[\]=\\]+/, alias: 'string' },
};

Object.assign(inner, shell);
