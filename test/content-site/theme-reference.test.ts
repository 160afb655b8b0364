import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as api from '../../src/theme/api.ts';
import { optionNames } from '../../src/theme/options.ts';
import { layouts } from '../../themes/default/layouts.ts';
import { parts } from '../../themes/default/parts.ts';
import { slots } from '../../themes/default/slots.ts';

const page = readFileSync(
  new URL('../../content/docs/reference/theme.md', import.meta.url),
  'utf8',
);

/** The names in the first column of the tables of a section. */
function namesIn(title: string): readonly string[] {
  const [, section = ''] = page.split(`\n## ${title}\n`);
  const [own = ''] = section.split(/^## /m);
  return [...own.matchAll(/^\| ((?:`\w+` ?)+)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );
}

test('the page has every option, layout, part and slot, and no other', () => {
  expect(namesIn('Options')).toEqual(optionNames);
  expect(namesIn('Layouts')).toEqual(Object.keys(layouts));
  const own = Object.keys(parts).filter((name) => !Object.hasOwn(slots, name));
  expect([...namesIn('Parts')].sort()).toEqual(own.sort());
  expect([...namesIn('Slots')].sort()).toEqual(Object.keys(slots).sort());
});

test('what it says that the package gives is there', () => {
  for (const name of namesIn('What `rutter/theme` gives')) expect(api).toHaveProperty(name);
});

test('a part has a detail where the page says so', () => {
  const [, section = ''] = page.split('\n## Parts\n');
  for (const [, name = '', detail = ''] of section.matchAll(/^\| `(\w+)` \| ?([^|]*)\|/gm)) {
    const draw: unknown = Reflect.get(parts, name);
    if (typeof draw !== 'function' || Object.hasOwn(slots, name)) continue;
    expect([name, draw.length > 1]).toEqual([name, detail.trim() !== '']);
  }
});
