import { z } from 'zod';
import type { FrontMatterKey } from '../model/front-matter-keys.ts';
import { dateForm, parsePageDate } from './page-date.ts';
import { settings } from './runbook-schema.ts';
import { longestSlug, slugPattern } from './slug-pattern.ts';
import {
  imageForm,
  isImageSource,
  isPart,
  isSitePath,
  isWebAddress,
  mostSymptoms,
  partForm,
  pathForm,
  webAddressForm,
} from './value-forms.ts';

/** Every `error` is what is expected, as it follows "must be". */
const text = z.string({ error: 'text' });

const date = z.string({ error: dateForm }).transform((value, context) => {
  const parsed = parsePageDate(value);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: dateForm });
  return z.NEVER;
});

const slugForm = 'one part of a path, such as "disk-full"';
const slug = z
  .string({ error: slugForm })
  .regex(slugPattern, { error: slugForm })
  .max(longestSlug, { error: slugForm });

function textLike(expected: string, isOne: (value: string) => boolean) {
  return z.string({ error: expected }).refine(isOne, { error: expected });
}

const path = textLike(pathForm, isSitePath);
const flag = z.boolean({ error: '`true` or `false`' });

function someText(example: string) {
  return z.array(text.trim().min(1, { error: 'text that is not empty' }), {
    error: `a list such as \`${example}\``,
  });
}

const terms = someText('[linux, dns]');

const seriesForm = 'the name of a series, or a group such as `{name: Sailing, part: 2}`';
const series = z.union(
  [
    text.trim().min(1, { error: seriesForm }),
    z.strictObject({
      name: text.trim().min(1, { error: 'text that is not empty' }),
      part: z.number({ error: partForm }).refine(isPart, { error: partForm }).optional(),
    }),
  ],
  { error: seriesForm },
);

const updatesForm = 'a list of dated corrections, such as `[{date: 2026-01-31, text: "…"}]`';
const updates = z
  .array(
    z.strictObject(
      { date, text: text.trim().min(1, { error: 'text that is not empty' }) },
      { error: 'a group of `date` and `text`' },
    ),
    { error: updatesForm },
  )
  .max(1000, { error: 'a list of at most 1000 corrections' });

const imageSource = textLike(imageForm, isImageSource);
const image = z.union([imageSource, z.strictObject({ src: imageSource, alt: text.optional() })], {
  error: `${imageForm}, or a group of \`src\` and \`alt\``,
});

/** The `runbook:` key. */
const runbook = z.union([z.literal(true), settings], { error: '`true` or a group of keys' });

/** The keys of a page's front matter that Rutter reads. */
const shape = {
  title: text.optional(),
  description: text.optional(),
  date: date.optional(),
  updated: date.optional(),
  draft: flag.optional(),
  publishDate: date.optional(),
  expiryDate: date.optional(),
  unlisted: flag.optional(),
  tags: terms.optional(),
  author: text.trim().min(1, { error: 'text that is not empty' }).optional(),
  authors: someText('[mara, jonas]').optional(),
  series: series.optional(),
  updates: updates.optional(),
  slug: slug.optional(),
  permalink: path.optional(),
  aliases: z
    .array(path, { error: 'a list of paths, such as `[/old/page/]`' })
    .max(1000, { error: 'a list of at most 1000 paths' })
    .optional(),
  canonical: textLike(webAddressForm, isWebAddress).optional(),
  noindex: flag.optional(),
  llms: flag.optional(),
  image: image.optional(),
  toc: flag.optional(),
  editLink: flag.optional(),
  order: z.number({ error: 'a number' }).optional(),
  weight: z.number({ error: 'a number' }).optional(),
  sidebarLabel: text.optional(),
  collapsed: flag.optional(),
  symptoms: someText('[the disk is full]')
    .max(mostSymptoms, { error: `a list of at most ${mostSymptoms} texts` })
    .optional(),
  owner: text.trim().min(1, { error: 'text that is not empty' }).optional(),
  cascade: z.record(z.string(), z.unknown(), { error: 'a group of keys' }).optional(),
  runbook: runbook.optional(),
} as const satisfies Record<FrontMatterKey, z.ZodType>;

const frontMatterSchema = z.object(shape, { error: 'a group of keys' });
export type CheckedFrontMatter = z.infer<typeof frontMatterSchema>;

/** What front matter must be on a site: `taxonomies` are those beside `tags`. */
export function schemaWith(taxonomies: readonly string[]): z.ZodType<CheckedFrontMatter> {
  if (taxonomies.length === 0) return frontMatterSchema;
  return frontMatterSchema.extend(
    Object.fromEntries(taxonomies.map((name) => [name, terms.optional()])),
  );
}
