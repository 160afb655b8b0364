import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import { withoutComments } from '../../themes/default/assets.ts';

const folder = new URL('../../themes/default/client/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.js'));

/** What a script says, whatever its blanks and comments. */
function meaning(script: string): string {
  const isPlace = (key: string) => key === 'start' || key === 'end';
  return JSON.stringify(parseAst(script), (key, value) => (isPlace(key) ? undefined : value), 1);
}

describe('a script is published without comments and blanks, and says the same', () => {
  test.each(names)('%s', (name) => {
    const script = readFileSync(new URL(name, folder), 'utf8');
    const made = withoutComments(script);
    expect(meaning(made)).toBe(meaning(script));
    expect(made.length).toBeLessThan(script.length);
  });
});
