import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type BlockInfo, parseInfoLine } from '../../src/markdown/blocks.ts';
import { sourceFile, spanAt } from '../../src/model/source.ts';
import { readAttributes } from '../../src/runbook/read/attributes.ts';
import type { Block } from '../../src/runbook/read/block.ts';

const text = readFileSync(
  new URL('../../content/docs/reference/runbook-attributes.md', import.meta.url),
  'utf8',
);
const documented = [...text.matchAll(/^\| \[`([\w-]+)`\]\(#([\w-]+)\) \|/gm)].map(
  ([, name = '']) => name,
);

function findings(line: string): readonly string[] {
  const source = sourceFile('page.md', line);
  const info: BlockInfo = parseInfoLine(line);
  const span = spanAt(line, 0, line.length);
  const block: Block = {
    info,
    comment: false,
    offset: 0,
    span,
    infoSpan: span,
    lines: [],
    sourceLines: [],
    next: undefined,
  };
  return readAttributes(source, block).diagnostics.map((one) => `${one.code}: ${one.hint ?? ''}`);
}

describe('the page of runbook attributes', () => {
  test('has the attributes that the code names, and no other', () => {
    const [unknown = ''] = findings('sh zzzzzzzzzz=1');
    const named = unknown.replace(/^.*the attributes are /, '').split(', ');
    expect([...documented].sort()).toEqual(named.sort());
  });

  test('has a section with an example for each', () => {
    for (const name of documented) {
      const section = text.split(new RegExp(`^## ${name}$`, 'm'))[1]?.split(/^## /m)[0] ?? '';
      expect(section, name).toMatch(new RegExp(`^\`\`\`\\w+ [^\\n]*\\b${name}\\b`, 'm'));
    }
  });
});
