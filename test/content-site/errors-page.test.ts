import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codes } from '../../src/model/codes.ts';

interface Entry {
  readonly code: string;
  readonly body: string;
}

function entries(): readonly Entry[] {
  const url = new URL('../../content/docs/reference/errors.md', import.meta.url);
  return readFileSync(url, 'utf8')
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [code = '', ...rest] = part.split('\n');
      return { code, body: (rest.join('\n').split(/^## /m)[0] ?? '').trim() };
    });
}

describe('the page of errors', () => {
  test('has an entry for every code, and no other', () => {
    expect(
      entries()
        .map((entry) => entry.code)
        .sort(),
    ).toEqual(Object.keys(codes).sort());
  });

  test.each(entries())(
    '$code: meaning, an example with this code, what to do',
    ({ code, body }) => {
      const parts =
        /^(?<meaning>[^\n]+)\n\n```text\n(?<example>[\s\S]+?)\n```\n\n(?<advice>[^\n]+)$/.exec(
          body,
        )?.groups;
      expect(parts).toBeDefined();
      expect(parts?.example).toContain(` ${code}  `);
      expect(parts?.meaning).toMatch(/\.$/);
      expect(parts?.advice).toMatch(/\.$/);
    },
  );
});
