import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { complete } from '../../src/config/complete.ts';
import { codes } from '../../src/model/codes.ts';
import { sourceFile } from '../../src/model/source.ts';
import { pageParser } from '../../src/verify/parse-page.ts';

const text = readFileSync(
  new URL('../../content/docs/reference/errors.md', import.meta.url),
  'utf8',
);

function exampleOf(code: string): string {
  return new RegExp(`^### ${code}\n[\\s\\S]*?^\`\`\`text\n(.+)$`, 'm').exec(text)?.[1] ?? '';
}

const fence = '```';
/** A block whose first line is a given one of the page. */
function at(line: number, info: string, ...content: readonly string[]): string {
  return `${'\n'.repeat(line - 1)}${fence}${info}\n${[...content, ''].join('\n')}${fence}\n`;
}
/** Settings from a given line on, and a step. */
function withSettings(line: number, setting: string): string {
  const before = ['---', 'runbook:', '  timeout: 1m'].slice(0, line - 1);
  return `${before.join('\n')}\n  ${setting}\n---\n\n${at(1, 'sh', 'true')}`;
}

/** A variable on line 4, and a step. */
function withVariable(command: string): string {
  return `---\nrunbook:\n  variables:\n    HOST: db1\n---\n\n${at(1, 'sh', command)}`;
}

/** For each code a page that provokes exactly what its example shows. */
const pages: Readonly<Record<string, string>> = {
  'runbook-attribute-invalid': at(12, 'sh exit=ten', 'x'),
  'runbook-attribute-unknown': at(12, 'sh timout=5s', 'x'),
  'runbook-block-end': `${'\n'.repeat(11)}${fence}sh\nx\n`,
  'runbook-console': at(19, 'console', 'x'),
  'runbook-empty': '# A page\n',
  'runbook-expectation': `${at(18, 'sh', 'x')}\n${at(1, 'output', 'a(b (re)')}`,
  'runbook-file-path': at(30, 'json file=/etc/app.conf', 'x').replace('json ', 'json  '),
  'runbook-hidden-place': `${'\n'.repeat(13)}<div>\n<!-- sh\nx\n-->\n</div>\n`,
  'runbook-info': at(12, 'sh skip="x', 'x'),
  'runbook-language': at(8, 'zsh run', 'x'),
  'runbook-not-allowed': withSettings(4, 'network: bridge'),
  'runbook-output-orphan': at(40, 'output', 'x'),
  'runbook-setting-invalid': withSettings(3, 'image: debian::12'),
  'runbook-variable-assigned': withVariable('export HOST=db2'),
  'runbook-variable-secret': withVariable('ls $DB_PASSWORD').replace('HOST', 'DB_PASSWORD'),
  'runbook-variable-twice': withVariable('ssh example "ls $HOST"').replace(
    'HOST: db1',
    'HOST:\n      default: db1\n      pattern: ".+"',
  ),
  'runbook-variable-unfilled': withVariable("ssh db1 'ls $HOST'"),
  'runbook-variable-unused': withVariable('ls $HOTS'),
};

describe('the examples of what is wrong with a runbook are what is told', () => {
  test('each code has one', () => {
    const all = Object.keys(codes).filter((code) => code.startsWith('runbook-'));
    expect(Object.keys(pages).sort()).toEqual(all.sort());
  });
  test.each(Object.entries(pages))('%s', async (code, page) => {
    const [path = ''] = exampleOf(code).split(/[: ]/);
    const { diagnostics } = await pageParser(complete({}, '/site', undefined))(
      sourceFile(path, page),
    );
    const found = diagnostics.map((one) => {
      const { start } = one.span ?? {};
      const place = start === undefined ? '' : `:${start.line}:${start.column}`;
      return `${one.file}${place} ${one.severity} ${one.code}  ${one.message}`;
    });
    expect(found).toContain(exampleOf(code));
  });
});
