import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

type Files = Readonly<Record<string, string | Uint8Array>>;

/** For each code a site that provokes exactly what the example shows. */
const sites: Readonly<Record<string, Files>> = {
  'diagram-syntax': {
    'content/docs/a.md': '# A\n\n```dot\ndigraph {\n  a -> b\n  b -< c\n}\n```\n',
  },
  'diagram-undrawn': { 'content/docs/a.md': '# A\n\n```mermaid\ngantt\n  title Plan\n```\n' },
  'image-unreadable': {
    'content/docs/a.md': '# A\n\nAs it was:\n\n![The panel](panel.png)\n',
    'content/docs/panel.png': '<html>Not found</html>',
  },
  'math-syntax': { 'content/docs/a.md': '# A\n\n```math\n\\frac{1}{2} + \\sqr{x}\n```\n' },
};

test.each(Object.entries(sites))('%s: the example is what is said', async (code, files) => {
  const root = makeSite();
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), contents);
  }
  const config = await loadConfig({ root });
  const { diagnostics } = await createBuilder(config).check({ now: 0 });
  const lines = diagnostics.map((one) => diagnosticLines(one, { root, cwd: root })[0]);
  expect(lines.map((line) => line && ansi(line, false))).toContain(exampleOf(code));
});
