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

function exampleOf(code: string): string {
  return (
    new RegExp(`^### ${code}\n[\\s\\S]*?^\`\`\`text\n([\\s\\S]+?)\n\`\`\``, 'm').exec(text)?.[1] ??
    ''
  );
}

/** For each code what provokes exactly what the example shows. */
const sites: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'locale-unknown': {
    'rutter.config.mjs': 'export default { locales: { en: {}, de: {} } };\n',
    'content/docs/install.fr.md': '# Installer\n',
  },
  'theme-phrase': {
    'rutter.config.mjs': "export default { site: { words: { hmoe: 'Front' } } };\n",
  },
};

test.each(Object.entries(sites))('%s: the example is what is said', async (code, files) => {
  const root = makeSite(files);
  const config = await loadConfig({ root });
  const { diagnostics } = await createBuilder(config).check({ now: 0 });
  const said = diagnostics.map((one) =>
    diagnosticLines(one, { root, cwd: root })
      .map((line) => ansi(line, false))
      .join('\n'),
  );
  expect(said).toContain(exampleOf(code));
});
