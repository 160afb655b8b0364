import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { diagnosticLines } from '../../src/cli/diagnostic-text.ts';
import { ansi } from '../../src/cli/safe-text.ts';
import { loadConfig } from '../../src/config/load.ts';
import { type Diagnostic, UserError } from '../../src/model/diagnostic.ts';
import { makeSite } from '../build/mini-site.ts';
import { folderWith, run } from '../cli/rutter.ts';

const text = readFileSync(
  new URL('../../content/docs/reference/errors.md', import.meta.url),
  'utf8',
);

/** The first line of the example of a code. */
function exampleOf(code: string): string {
  return new RegExp(`^### ${code}\n[\\s\\S]*?^\`\`\`text\n(.+)$`, 'm').exec(text)?.[1] ?? '';
}

async function diagnosticsOf(root: string): Promise<readonly Diagnostic[]> {
  try {
    const config = await loadConfig({ root });
    return (await createBuilder(config).build({ now: 0 })).diagnostics;
  } catch (error) {
    if (error instanceof UserError) return error.diagnostics;
    throw error;
  }
}

const config = {
  'rutter.config.js': "export default { theme: './theme' };\n",
};

/** For each code what provokes the first line of the example. */
const sites: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'theme-invalid': {
    'theme/index.js': "export const theme = { name: 'x', assets: async () => [], render: 'x' };\n",
  },
  'theme-load': {},
  'theme-override': { 'theme/parts/foter.ts': 'export default () => undefined;\n' },
  'theme-render': {
    'theme/parts/footer.js': 'export default ({ view }) =>\n  view.page.nothing.name;\n',
  },
  'theme-style': {
    'theme/styles/site.css': '@font-face{src: url(harbour.woff2)}\n',
  },
};

test.each(Object.entries(sites))('%s: the example is what is said', async (code, files) => {
  const root = makeSite({ ...config, ...files });
  const lines = (await diagnosticsOf(root)).map((one) =>
    ansi(diagnosticLines(one, { root, cwd: root })[0] as Parameters<typeof ansi>[0], false),
  );
  expect(lines).toContain(exampleOf(code));
});

test.each([
  ['eject-exists', ['eject', 'footer']],
  ['eject-theme', ['eject', 'footer', '--config', 'packed.config.js']],
  ['eject-unknown', ['eject', 'foter']],
])('%s: the example is what is said', async (code, args) => {
  const cwd = folderWith({
    'theme/parts/footer.ts': 'mine',
    'rutter.config.js': 'export default {};\n',
    'packed.config.js': "export default { theme: 'harbour' };\n",
  });
  const { stderr } = await run(args, { cwd });
  expect(stderr.split('\n')).toContain(exampleOf(code));
  expect(readFileSync(`${cwd}/theme/parts/footer.ts`, 'utf8')).toBe('mine');
});
