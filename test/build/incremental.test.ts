import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BuildEvent, createBuilder } from '../../src/build.ts';
import { configOf, makeSite, now, textsOf, told, write } from './mini-site.ts';

const names = [
  'index',
  'docs/a',
  'docs/b',
  'docs/sub/index',
  'docs/sub/c',
  'posts/p',
  'runbooks/r',
];
const page = fc.record({
  title: fc.constantFrom('One', 'Two', 'Three'),
  order: fc.option(fc.nat(3), { nil: undefined }),
  slug: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
  draft: fc.boolean(),
  tag: fc.constantFrom('dns', 'DNS', 'disk'),
  links: fc.array(fc.constantFrom(...names.map((name) => `/${name}.md#there`), '/pic.png'), {
    maxLength: 3,
  }),
  step: fc.constantFrom('', '```sh run\ntrue\n```\n', '```sh run name=it\nfalse\n```\n'),
});
const edit = fc.record({
  name: fc.constantFrom(...names),
  page: fc.option(page, { nil: undefined }),
  picture: fc.boolean(),
});

type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function textOf({
  title,
  order,
  slug,
  draft,
  tag,
  links,
  step,
}: NonNullable<Edit['page']>): string {
  const keys = [
    'date: 2026-01-01',
    `draft: ${draft}`,
    `tags: [${tag}]`,
    ...(order === undefined ? [] : [`order: ${order}`]),
    ...(slug === undefined ? [] : [`slug: ${slug}`]),
  ];
  const body = links.map((link) => `[to](${link})`).join(' ');
  return `---\n${keys.join('\n')}\n---\n# ${title}\n\n## There\n\n${body}\n\n${step}`;
}

function apply(root: string, { name, page: text, picture }: Edit): void {
  const file = `content/${name}.md`;
  if (text === undefined) rmSync(join(root, file), { force: true });
  else write(root, { [file]: textOf(text) });
  if (picture) write(root, { 'content/pic.png': 'PNG' });
  else rmSync(join(root, 'content/pic.png'), { force: true });
}

test('after any edits a build equals one from nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
      async (rounds) => {
        const root = makeSite();
        const loaded = await configOf(root);
        const config = { ...loaded, checks: { ...loaded.checks, links: 'warn' as const } };
        const builder = createBuilder(config);
        for (const edits of rounds) {
          for (const one of edits) apply(root, one);
          const kept = await builder.build({ now });
          const fresh = { ...config, outDir: join(root, 'fresh'), stateDir: join(root, '.fresh') };
          rmSync(fresh.outDir, { recursive: true, force: true });
          const clean = await createBuilder(fresh).build({ now });
          expect(kept.ok).toBe(clean.ok);
          expect(told(kept.diagnostics)).toEqual(told(clean.diagnostics));
          if (clean.ok) {
            expect(kept.manifest).toEqual(clean.manifest);
            expect(textsOf(config.outDir)).toEqual(textsOf(fresh.outDir));
          }
        }
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);

test('only what changed is rendered again', async () => {
  const root = makeSite({
    'content/docs/a.md': '# A\n\n[b](b.md)\n',
    'content/docs/b.md': '# B\n',
    'content/docs/c.md': '# C\n',
  });
  const builder = createBuilder(await configOf(root));
  const rendered = async (): Promise<string[]> => {
    const ids: string[] = [];
    const onEvent = (event: BuildEvent) => {
      if (event.type === 'rendered' && !event.reused) ids.push(event.id);
    };
    const { ok } = await builder.build({ now, onEvent });
    expect(ok).toBe(true);
    return ids;
  };
  expect(await rendered()).toEqual(['about', 'docs/a', 'docs/b', 'docs/c']);
  expect(await rendered()).toEqual([]);
  write(root, { 'content/docs/c.md': '# C, again\n' });
  expect(await rendered()).toEqual(['docs/c']);
  // `a` links to it: its HTML has the URL in it.
  write(root, { 'content/docs/b.md': '---\nslug: elsewhere\n---\n# B\n' });
  expect(await rendered()).toEqual(['docs/a', 'docs/b']);
});
