import { z } from 'zod';
import type { StandardSchema } from '../model/config.ts';
import { durationForm, parseDuration, parseSize, sizeForm } from '../model/quantity.ts';

/** Every `error` is what is expected, as it follows "must be". */
const text = z.string({ error: 'text' });
const flag = z.boolean({ error: '`true` or `false`' });
const plugins = z.array(
  z.unknown().refine((one) => typeof (Array.isArray(one) ? one[0] : one) === 'function', {
    error: 'a function or `[function, options]`',
  }),
  { error: 'a list of plugins' },
);

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: values.map((value) => `"${value}"`).join(' or ') });
}
function group<const Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: 'a group of keys' });
}
function whole(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

const folder = text
  .min(1, { error: 'the path of a folder' })
  .refine((value) => !value.includes('\0'), { error: 'the path of a folder' });
const duration = z
  .string({ error: durationForm })
  .refine((value) => parseDuration(value) !== undefined, { error: durationForm });
const size = z
  .string({ error: sizeForm })
  .refine((value) => parseSize(value) !== undefined, { error: sizeForm });

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

const imageForm = 'an image such as "debian:12"';
const image = z
  .string({ error: imageForm })
  .regex(/^\w[\w.:/@-]*$/, { error: imageForm })
  .max(255, { error: imageForm });

const variableNameForm = 'the name of an environment variable, such as "API_TOKEN"';
const variableName = z
  .string({ error: variableNameForm })
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: variableNameForm });
const registryForm = 'the host of a registry, such as "docker.io" or "registry.example.org:5000"';
const registry = z
  .string({ error: registryForm })
  .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?$/, { error: registryForm });

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
  verify: group({
    engine: oneOf(['auto', 'docker', 'bubblewrap']).optional(),
    image: image.optional(),
    stepTimeout: duration.optional(),
    timeout: duration.optional(),
    limits: group({
      memory: size.optional(),
      cpus: z
        .number({ error: 'a number above 0' })
        .min(0.01, { error: 'a number above 0' })
        .max(1024, { error: 'a number of at most 1024' })
        .optional(),
      pids: whole(8, 1_000_000).optional(),
      openFiles: whole(32, 1_000_000).optional(),
      output: size.optional(),
      disk: size.optional(),
    }).optional(),
    allow: group({
      network: z
        .array(oneOf(['none', 'internal', 'bridge']), { error: 'a list of networks' })
        .optional(),
      privileges: z
        .array(oneOf(['strict', 'root', 'packages']), { error: 'a list of privileges' })
        .optional(),
      secrets: z
        .array(variableName, { error: 'a list of names of environment variables' })
        .optional(),
      registries: z.array(registry, { error: 'a list of hosts' }).optional(),
    }).optional(),
    jobs: whole(1, 256).optional(),
    pull: oneOf(['never', 'missing', 'always']).optional(),
    languages: z
      .record(
        z.string().regex(/^[\w+#.-]{1,40}$/, { error: 'named as in the info string of a block' }),
        text.min(1, { error: 'a command such as "python3 {}"' }),
        { error: 'a group of commands by language' },
      )
      .optional(),
    cache: group({
      enabled: flag.optional(),
      maxAge: duration.optional(),
      url: webAddress.optional(),
    }).optional(),
    coverageMin: z
      .number({ error: 'a number from 0 to 1' })
      .min(0, { error: 'a number from 0 to 1' })
      .max(1, { error: 'a number from 0 to 1' })
      .optional(),
  }).optional(),
});

export type CheckedConfig = z.infer<typeof userConfigSchema>;
