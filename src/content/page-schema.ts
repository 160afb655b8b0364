import { z } from 'zod';
import { durationForm, parseDuration } from '../model/quantity.ts';
import { dateForm, parsePageDate } from './page-date.ts';

/** Every `error` is what is expected, as it follows "must be". */
const text = z.string({ error: 'text' });
function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: values.map((value) => `"${value}"`).join(' or ') });
}

const date = z.string({ error: dateForm }).transform((value, context) => {
  const parsed = parsePageDate(value);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: dateForm });
  return z.NEVER;
});

const slugForm = 'one part of a path, such as "disk-full"';
const slug = z
  .string({ error: slugForm })
  .regex(/^(?!\.{1,2}$)[^/\\?#%\s\uFFFD]+$/, { error: slugForm })
  .max(200, { error: slugForm });

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

const imageForm = 'an image such as "debian:12"';
const image = z
  .string({ error: imageForm })
  .regex(/^\w[\w.:/@-]*$/, { error: imageForm })
  .max(255, { error: imageForm });
const variable = z.union([z.string(), z.number().transform(String)], {
  error: 'text or a number (write anything else in quotes)',
});

const settings = z.strictObject(
  {
    image: image.optional(),
    images: z
      .array(image, { error: 'a list of images' })
      .max(50, { error: 'at most 50 images' })
      .optional(),
    network: oneOf(['none', 'internal', 'bridge']).optional(),
    privileges: oneOf(['strict', 'root', 'packages']).optional(),
    timeout: z
      .string({ error: durationForm })
      .refine((value) => parseDuration(value) !== undefined, { error: durationForm })
      .optional(),
    env: z
      .record(
        z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'named like a shell variable' }),
        variable,
        { error: 'a group of variables, such as `{REGION: eu-1}`' },
      )
      .optional(),
    prompt: oneOf(['$', '#']).optional(),
  },
  { error: '`true` or a group of keys' },
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
} as const;

export const knownKeys: readonly string[] = Object.keys(shape);
export const frontMatterSchema = z.object(shape, { error: 'a group of keys' });
export type CheckedFrontMatter = z.infer<typeof frontMatterSchema>;
export type CheckedSettings = z.infer<typeof settings>;
