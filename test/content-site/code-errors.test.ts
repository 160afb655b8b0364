import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { diagnosticLines } from '../../src/cli/diagnostic-text.ts';
import { ansi } from '../../src/cli/safe-text.ts';
import { loadConfig } from '../../src/config/load.ts';
import { makeSite } from '../build/mini-site.ts';

const text = readFileSync(
  new URL('../../content/docs/reference/errors.md', import.meta.url),
  'utf8',
);

/** The first line of the example of a code. */
function exampleOf(code: string): string {
  return new RegExp(`^### ${code}\n[\\s\\S]*?^\`\`\`text\n(.+)$`, 'm').exec(text)?.[1] ?? '';
}

/** For each code a page that provokes exactly what the example shows. */
const pages: Readonly<Record<string, string>> = {
  'markdown-code-group': ':::code-group\n```sh\na\n```\n\n```sh\nb\n```\n:::\n',
  'markdown-code-marker': '```sh\nexport # [!code fokus]\n```\n',
  'markdown-attribute': `${'\n'.repeat(4)}:::note{opne}\nx\n:::\n`,
  'markdown-directive': `${'\n'.repeat(6)}:::warnign\nx\n:::\n`,
  'markdown-lookalike': `${'\n'.repeat(11)}It was like that for ten years[^1].\n`,
  'markdown-tabs': '::::tabs\n:::tab\na\n:::\n::::\n',
  'markdown-info': `${'\n'.repeat(8)}\`\`\`sh title="x\n\`\`\`\n`,
};

test.each(Object.entries(pages))('%s: the example is what is said', async (code, page) => {
  const root = makeSite({ 'content/docs/a.md': page });
  const config = await loadConfig({ root });
  const { diagnostics } = await createBuilder(config).check({ now: 0 });
  const lines = diagnostics.map((one) => diagnosticLines(one, { root, cwd: root })[0]);
  expect(lines.map((line) => line && ansi(line, false))).toContain(exampleOf(code));
});
