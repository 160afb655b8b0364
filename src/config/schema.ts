import { z } from 'zod';
import type { StandardSchema } from '../model/config.ts';
import { flag, group, oneOf, text, whole } from './schema-parts.ts';
import { verify } from './verify-schema.ts';

const plugins = z.array(
  z.unknown().refine((one) => typeof (Array.isArray(one) ? one[0] : one) === 'function', {
    error: 'a function or `[function, options]`',
  }),
  { error: 'a list of plugins' },
);

const folder = text
  .min(1, { error: 'the path of a folder' })
  .refine((value) => !value.includes('\0'), { error: 'the path of a folder' });
const originForm = 'an origin such as "https://example.org"';
const origin = z.string({ error: originForm }).superRefine((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    context.addIssue({ code: 'custom', message: originForm });
  } else if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) {
    context.addIssue({
      code: 'custom',
      message: `${originForm} without a path (the path belongs in \`site.base\`)`,
    });
  }
});
const webAddress = z
  .string({ error: 'a URL such as "https://example.org/edit/"' })
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
    error: 'a URL such as "https://example.org/edit/"',
  });
const base = z
  .string({ error: 'a path such as "/handbook/"' })
  .refine((value) => !/[\s?#\\"'<>]|^\w+:|\/\/|(^|\/)\.\.?(\/|$)/.test(value), {
    error: 'a path such as "/handbook/"',
  });
const languageForm = 'a language tag such as "en" or "de-CH"';
const language = z
  .string({ error: languageForm })
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, { error: languageForm });

const permalinkForm =
  'a path that begins and ends with "/", made of text and the tokens :slug :path :year :month :day';
const permalink = z.string({ error: permalinkForm }).refine(
  (value) =>
    /^\/(?:[^?#\\\s]*\/)?$/.test(value) &&
    !(
      value.length > 1 &&
      value
        .slice(1, -1)
        .split('/')
        .some((part) => /^\.{0,2}$/.test(part))
    ) &&
    [...value.matchAll(/:([A-Za-z]*)/g)].every(([, token = '']) => permalinkTokens.has(token)),
  { error: permalinkForm },
);
const permalinkTokens: ReadonlySet<string> = new Set(['slug', 'path', 'year', 'month', 'day']);

const standardSchema = z.custom<StandardSchema>(
  (value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
    const standard: unknown = Reflect.get(value, '~standard');
    return (
      typeof standard === 'object' &&
      standard !== null &&
      Reflect.get(standard, 'version') === 1 &&
      typeof Reflect.get(standard, 'validate') === 'function'
    );
  },
  { error: 'a Standard Schema, such as one of zod or valibot' },
);

const collection = group({
  kind: oneOf(['post', 'doc', 'runbook', 'page']).optional(),
  folder: text
    .refine((value) => !/^[/\\]|^[A-Za-z]:|\0|(^|[/\\])\.\.([/\\]|$)/.test(value), {
      error: 'a folder inside the content folder',
    })
    .optional(),
  title: text.optional(),
  description: text.optional(),
  permalink: permalink.optional(),
  pageSize: whole(1, 10_000).optional(),
  schema: standardSchema.optional(),
});

/** What `rutter.config.ts` may export. It fills in nothing: see `complete.ts`. */
export const userConfigSchema = group({
  site: group({
    title: text.optional(),
    description: text.optional(),
    url: origin.optional(),
    language: language.optional(),
    author: text.optional(),
    base: base.optional(),
    navigation: z
      .array(group({ label: text, link: text }), { error: 'a list of `{ label, link }`' })
      .optional(),
    editUrl: webAddress.optional(),
  }).optional(),
  contentDir: folder.optional(),
  publicDir: folder.optional(),
  outDir: folder.optional(),
  collections: z
    .record(
      z.string().regex(/^[A-Za-z][\w-]*$/, {
        error: 'named with letters, digits, `-` and `_`',
      }),
      z.union([z.literal(false), collection]),
      { error: 'a group of collections by name' },
    )
    .optional(),
  markdown: group({
    sanitize: flag.optional(),
    remarkPlugins: plugins.optional(),
    rehypePlugins: plugins.optional(),
  }).optional(),
  theme: text.min(1, { error: '"default", a folder or a package' }).optional(),
  checks: group({ links: oneOf(['ignore', 'warn', 'error']).optional() }).optional(),
  include: group({ drafts: flag.optional(), future: flag.optional() }).optional(),
  verify: verify.optional(),
});

export type CheckedConfig = z.infer<typeof userConfigSchema>;
