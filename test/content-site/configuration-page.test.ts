import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { builtInCollections, defaults } from '../../src/config/defaults.ts';
import { userConfigSchema } from '../../src/config/schema.ts';
import type { Shape } from '../../src/config/shape.ts';
import { settings } from '../../src/content/runbook-schema.ts';
import { frontMatterKeys } from '../../src/model/front-matter-keys.ts';
import { parseDuration, parseSize } from '../../src/model/quantity.ts';

function page(name: string): string {
  return readFileSync(new URL(`../../content/docs/reference/${name}.md`, import.meta.url), 'utf8');
}

/** The first and second cell of every table row whose first cell is a key in code. */
function rows(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/^\| `([\w.*]+)` \| ([^|]+) \|/gm)].map(([, key = '', value = '']) => [
      key,
      value.trim(),
    ]),
  );
}

/** Every key of the configuration that holds a value, as `verify.limits.cpus`; `*` as below. */
function configurationKeys(
  { below }: Shape<unknown>,
  path: readonly string[] = [],
): readonly string[] {
  if (below === undefined) return [path.join('.')];
  return Object.entries(below).flatMap(([key, inner]) => configurationKeys(inner, [...path, key]));
}

/** Every key that holds a value, as `verify.limits.cpus`; `*` stands for a name of the author's own. */
function leaves(schema: unknown, path: readonly string[] = []): readonly string[] {
  if (schema instanceof z.ZodOptional) return leaves(schema.unwrap(), path);
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, inner]) => leaves(inner, [...path, key]));
  }
  if (schema instanceof z.ZodRecord) return leaves(schema.valueType, [...path, '*']);
  if (schema instanceof z.ZodUnion) {
    const groups = schema.options.filter((one: unknown) => one instanceof z.ZodObject);
    return groups.length === 0
      ? [path.join('.')]
      : groups.flatMap((one: unknown) => leaves(one, path));
  }
  return [path.join('.')];
}

describe('the page of the configuration', () => {
  const documented = rows(page('configuration'));

  test('has every key of the schema, and no other', () => {
    expect([...documented.keys()].sort()).toEqual([...configurationKeys(userConfigSchema)].sort());
  });

  test('tells the defaults of the code', () => {
    const { verify } = defaults;
    const said = (key: string): unknown => {
      const text = documented.get(key)?.replaceAll('`', '') ?? '';
      return text.startsWith("'") ? text.slice(1, -1) : text;
    };
    expect(said('contentDir')).toBe(defaults.contentDir);
    expect(said('publicDir')).toBe(defaults.publicDir);
    expect(said('outDir')).toBe(defaults.outDir);
    expect(said('site.title')).toBe(defaults.site.title);
    expect(said('site.language')).toBe(defaults.site.language);
    expect(said('site.base')).toBe(defaults.site.base);
    expect(said('theme')).toBe(defaults.theme);
    expect(said('checks.links')).toBe(defaults.checks.links);
    expect(said('verify.engine')).toBe(verify.engine);
    expect(said('verify.image')).toBe(verify.image);
    expect(parseDuration(`${said('verify.stepTimeout')}`)).toBe(verify.stepTimeoutMs);
    expect(parseDuration(`${said('verify.timeout')}`)).toBe(verify.timeoutMs);
    expect(parseSize(`${said('verify.limits.memory')}`)).toBe(verify.limits.memoryBytes);
    expect(parseSize(`${said('verify.limits.output')}`)).toBe(verify.limits.outputBytes);
    expect(parseSize(`${said('verify.limits.disk')}`)).toBe(verify.limits.diskBytes);
    expect(Number(said('verify.limits.cpus'))).toBe(verify.limits.cpus);
    expect(Number(said('verify.limits.pids'))).toBe(verify.limits.pids);
    expect(Number(said('verify.limits.openFiles'))).toBe(verify.limits.openFiles);
    expect(said('verify.pull')).toBe(verify.pull);
    expect(said('verify.cache.enabled')).toBe(`${verify.cache.enabled}`);
    expect(parseDuration(`${said('verify.cache.maxAge')}`)).toBe(verify.cache.maxAgeMs);
    for (const [key, allowed] of Object.entries(verify.allow)) {
      const names = allowed.map((one) => `'${one}'`).join(', ');
      expect(documented.get(`verify.allow.${key}`)).toBe(`\`[${names}]\``);
    }
    expect(said('include.drafts')).toBe(`${defaults.include.drafts}`);
    expect(said('include.future')).toBe(`${defaults.include.future}`);
    expect(said('include.expired')).toBe(`${defaults.include.expired}`);
    expect(said('markdown.sanitize')).toBe(`${defaults.markdown.sanitize}`);
  });

  test('names the collections that are there already', () => {
    const text = page('configuration');
    for (const { name } of builtInCollections) expect(text).toContain(`\`${name}\``);
  });
});

test('the page of the front matter has every key, and no other', () => {
  const [general = ''] = page('front-matter').split(/^## runbook$/m);
  expect([...rows(general).keys()].sort()).toEqual([...frontMatterKeys].sort());
});

test('the page of the front matter has every key of a runbook, of its variables and services, and no other', () => {
  const [, ofRunbook = '', ofVariable = '', ofService = ''] =
    /^## runbook$([\s\S]*?)^## variables$([\s\S]*?)^## services$([\s\S]*?)^## /m.exec(
      page('front-matter'),
    ) ?? [];
  const { services, variables, ...others } = settings.shape;
  const own = [...Object.keys(others), 'services', 'variables'];
  expect([...rows(ofRunbook).keys()].sort()).toEqual(own.sort());
  for (const [group, part] of [
    [variables, ofVariable],
    [services, ofService],
  ] as const) {
    const inner = leaves(group).map((key) => key.split('.')[1]);
    expect([...rows(part).keys()].sort()).toEqual([...new Set(inner)].sort());
  }
});
