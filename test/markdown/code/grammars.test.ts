import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { orderFor } from '../../../src/markdown/code/grammars/load.ts';
import { grammarFor, grammars } from '../../../src/markdown/code/grammars/names.ts';
import type { Grammar, Prism } from '../../../src/markdown/code/grammars/prism.ts';
import { createHighlighter } from '../../../src/markdown/code/highlight.ts';

interface Syntax {
  (prism: Prism): void;
  readonly displayName: string;
}

/** A Prism of its own, with these grammars put in, in this order. */
async function prismWith(names: readonly string[]): Promise<Prism> {
  copies += 1;
  const file = `${pathToFileURL('node_modules/refractor/lib/prism-core.js').href}?${copies}`;
  const { Prism: core }: { Prism: Prism } = await import(/* @vite-ignore */ file);
  const prism = Object.assign(core, {
    register: (syntax: Syntax) => {
      if (!Object.hasOwn(prism.languages, syntax.displayName)) syntax(prism);
    },
    alias: () => {},
  });
  for (const name of names) {
    const { default: syntax }: { default: Syntax } = await import(`refractor/${name}`);
    prism.register(syntax);
  }
  return prism;
}
let copies = 0;

/** A text of all that is in a grammar; what it holds of itself is a number. */
function described(grammar: Grammar | undefined): string {
  const seen = new Map<unknown, number>();
  const walk = (value: unknown): string => {
    if (value instanceof RegExp) return `/${value.source}/`;
    if (typeof value !== 'object' || value === null) return String(value);
    const known = seen.get(value);
    if (known !== undefined) return `#${known}`;
    seen.set(value, seen.size);
    const entries = Object.entries(value).filter(([key]) => key !== '__id');
    return `{${entries.map(([key, one]) => `${key}:${walk(one)}`).join()}}`;
  };
  return walk(grammar);
}

describe('grammars', () => {
  test('all of them load, and keep the text', async () => {
    const code =
      'if (a < 1) { return "x"; } # a\n<B c="d" e={f}>é {g}</B>\n- h: i // j\n{{ k }} <%= l %> <?php $m ?>\n';
    const highlighter = createHighlighter();
    await highlighter.load(grammars);
    for (const name of grammars) {
      const lines = highlighter.highlight(code, name);
      const text = lines.map((line) => line.map((token) => token.text).join('')).join('\n');
      expect(text, name).toBe(code);
    }
  });

  test('what one finds does not depend on which were loaded before', async () => {
    const all = [...grammars];
    const there = await prismWith(all.flatMap(orderFor));
    const back = await prismWith(all.toReversed().flatMap(orderFor));
    for (const name of all) {
      const alone = described((await prismWith(orderFor(name))).languages[name]);
      expect(described(there.languages[name]), name).toBe(alone);
      expect(described(back.languages[name]), name).toBe(alone);
    }
  });

  test.each([
    ['bash', 'sh bash shell zsh'],
    ['yaml', 'yaml yml'],
    ['json', 'json jsonc'],
    ['javascript', 'js javascript mjs'],
    ['typescript', 'ts typescript'],
    ['tsx', 'tsx'],
    ['python', 'py python'],
    ['ruby', 'rb ruby'],
    ['rust', 'rs rust'],
    ['go', 'go golang'],
    ['docker', 'docker dockerfile'],
    ['hcl', 'hcl terraform tf'],
    ['powershell', 'ps1 powershell'],
    ['ini', 'ini conf'],
    ['systemd', 'systemd service'],
    ['markup', 'html xml svg vue'],
    ['sql', 'sql postgresql mysql'],
    ['csharp', 'cs c# csharp'],
    ['cpp', 'c++ cpp'],
    ['makefile', 'make makefile'],
  ])('%s: %s', (grammar, names) => {
    for (const name of names.split(' ')) expect(grammarFor(name)).toBe(grammar);
  });

  test('what nobody knows has none', () => {
    for (const name of [
      '',
      'text',
      'nonesuch',
      '__proto__',
      'constructor',
      '../bash',
      'css-extras',
    ]) {
      expect(grammarFor(name)).toBeUndefined();
    }
  });
});
