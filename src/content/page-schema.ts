import { z } from 'zod';
import type { KnownKey } from './known-keys.ts';
import { dateForm, parsePageDate } from './page-date.ts';
import { settings } from './runbook-schema.ts';
import { longestSlug, slugPattern } from './slug-pattern.ts';

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

const permalinkForm = 'a path such as "/about/" or "/feed.html"';
const permalink = z
  .string({ error: permalinkForm })
  .regex(/^\/[^\\?#%\s\uFFFD]*$/, { error: permalinkForm })
  .max(1000, { error: permalinkForm })
  .refine(
    (value) => value === '/' || !/\/\.{0,2}\//.test(`${value}${value.endsWith('/') ? '' : '/'}`),
    {
      error: permalinkForm,
    },
  );

/** The `runbook:` key. */
const runbook = z.union([z.literal(true), settings], { error: '`true` or a group of keys' });

/** The keys of a page's front matter that Rutter reads. */
const shape = {
  title: text.optional(),
  description: text.optional(),
  date: date.optional(),
  updated: date.optional(),
  draft: z.boolean({ error: '`true` or `false`' }).optional(),
  tags: z
    .array(text.trim().min(1, { error: 'text that is not empty' }), {
      error: 'a list such as `[linux, dns]`',
    })
    .optional(),
  slug: slug.optional(),
  permalink: permalink.optional(),
  order: z.number({ error: 'a number' }).optional(),
  sidebarLabel: text.optional(),
  author: text.optional(),
  runbook: runbook.optional(),
} as const satisfies Record<KnownKey, z.ZodType>;

export const frontMatterSchema = z.object(shape, { error: 'a group of keys' });
export type CheckedFrontMatter = z.infer<typeof frontMatterSchema>;
