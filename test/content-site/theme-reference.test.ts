import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as api from '../../src/theme/api.ts';
import { findEjectable } from '../../src/theme/eject.ts';
import { optionNames } from '../../src/theme/options.ts';
import { layouts } from '../../themes/default/layouts.ts';
import { parts } from '../../themes/default/parts.ts';
import { slots } from '../../themes/default/slots.ts';
import { stylePurposes } from '../../themes/default/style-purposes.ts';

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

test('the page has every style, in the order in which they are joined', () => {
  const [, section = ''] = page.split('\n## Styles\n');
  const [own = ''] = section.split(/^## /m);
  const told = [...own.matchAll(/^\| `([\w-]+)` \| (.+) \|$/gm)].map(([, name, what]) => [
    name,
    what,
  ]);
  const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
  expect(told).toEqual(Object.entries(stylePurposes).map(([name, what]) => [name, lower(what)]));
});

test('a part has the detail that the page says', () => {
  const [, after = ''] = page.split('\n## Parts\n');
  const [section = ''] = after.split(/^## /m);
  for (const [, name = '', detail = ''] of section.matchAll(/^\| `(\w+)` \| ?([^|]*)\|/gm)) {
    const [piece] = findEjectable(`parts/${name}`);
    if (piece === undefined || Object.hasOwn(slots, name)) continue;
    const told = [...detail.matchAll(/`(\w+)`/g)].map(([, one]) => one);
    expect([name, told.sort()]).toEqual([name, [...piece.detail].sort()]);
  }
});
