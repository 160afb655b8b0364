import { z } from 'zod';
import { durationForm, parseDuration, parseSize, sizeForm } from '../model/quantity.ts';
import { flag, group, oneOf, whole } from './schema-parts.ts';

const duration = z
  .string({ error: durationForm })
  .refine((value) => parseDuration(value) !== undefined, { error: durationForm });
const size = z
  .string({ error: sizeForm })
  .refine((value) => parseSize(value) !== undefined, { error: sizeForm });

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

const blockLanguageForm = 'named as in the info string of a block';
const blockLanguage = z
  .string()
  .regex(/^[\w+#.-]{1,40}$/, { error: blockLanguageForm })
  .refine((name) => !ownLanguages.has(name.toLowerCase()), {
    error: 'a language that Rutter does not read itself, such as "sql"',
  });
/** The shell's are the session's, and the others are what a step is expected to print. */
const ownLanguages: ReadonlySet<string> = new Set([
  ...['sh', 'shell', 'bash', 'console', 'shellsession'],
  ...['bash-session', 'sh-session', 'shell-session', 'json', 'output', 'text'],
]);
const interpreterForm = 'a command such as "python3 {}"';
const interpreter = z
  .string({ error: interpreterForm })
  .refine((value) => value.trim() !== '' && value.length <= 500 && !/\p{Cc}/u.test(value), {
    error: interpreterForm,
  });

const serverForm = 'a URL such as "https://cache.example.org/rutter/"';
const server = z.string({ error: serverForm }).refine(isServer, { error: serverForm });
function isServer(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return (
    url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === ''
  );
}

/** What the configuration may say of how runbooks are run. */
export const verify = group({
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
    .record(blockLanguage, interpreter, { error: 'a group of commands by language' })
    .optional(),
  cache: group({
    enabled: flag.optional(),
    maxAge: duration.optional(),
    url: server.optional(),
  }).optional(),
  coverageMin: z
    .number({ error: 'a number from 0 to 1' })
    .min(0, { error: 'a number from 0 to 1' })
    .max(1, { error: 'a number from 0 to 1' })
    .optional(),
});
