import { z } from 'zod';
import { durationForm, parseDuration } from '../model/quantity.ts';
import { parseReady } from '../model/ready.ts';
import { variables } from './runbook-variables.ts';
import { splitWords } from './split-words.ts';

/** Every `error` is what is expected, as it follows "must be". */
function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, { error: values.map((value) => `"${value}"`).join(' or ') });
}

const imageForm = 'an image such as "debian:12"';
const image = z
  .string({ error: imageForm })
  .regex(/^\w[\w.:/@-]*$/, { error: imageForm })
  .max(255, { error: imageForm });

const duration = z
  .string({ error: durationForm })
  .refine((value) => parseDuration(value) !== undefined, { error: durationForm });

const variable = z.union([z.string(), z.number().transform(String)], {
  error: 'text or a number (write anything else in quotes)',
});
const variableName = z
  .string({ error: 'the name of a variable such as "API_TOKEN"' })
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,199}$/, { error: 'named like a shell variable' });
const environment = z.record(variableName, variable, {
  error: 'a group of variables, such as `{REGION: eu-1}`',
});

const promptForm = 'a prompt such as "#" or "me@host:~$", of at most 40 characters';
const prompt = z
  .string({ error: promptForm })
  .trim()
  .min(1, { error: promptForm })
  .max(40, { error: promptForm })
  .refine((value) => !/\p{Cc}/u.test(value), { error: promptForm })
  .refine((value) => value !== '>' && value !== '...', {
    error: 'another prompt, as `> ` continues a command and `...` stands for any lines',
  });

/** RFC 1123: what a host may be called. */
const hostForm = 'named like a host, in lower-case letters, digits and `-`';
const host = z
  .string()
  .regex(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/, { error: hostForm })
  .refine((name) => name !== 'localhost', {
    error: 'named otherwise, as `localhost` is the sandbox itself',
  });

const argument = z.string({ error: 'text (write numbers in quotes)' });
const commandForm = 'a command such as "redis-server --save \'\'", or a list of its words';
const command = z.union(
  [
    argument.refine((value) => (splitWords(value)?.length ?? 0) > 0, { error: commandForm }),
    z.array(argument).min(1, { error: commandForm }).max(200, { error: commandForm }),
  ],
  { error: commandForm },
);

const service = z.strictObject(
  {
    image,
    command: command.optional(),
    env: environment.optional(),
    ready: z.string({ error: 'something to wait for, such as "tcp:6379"' }).optional(),
    timeout: duration
      .refine((value) => (parseDuration(value) ?? 0) <= 3_600_000, { error: 'at most an hour' })
      .optional(),
  },
  { error: 'a group of keys, such as `{image: "redis:7", ready: "tcp:6379"}`' },
);

const mostServices = 8;
const services = z
  .record(host, service, { error: 'a group of services by name' })
  .superRefine((all, context) => {
    const names = Object.keys(all);
    if (names.length > mostServices) {
      context.addIssue({ code: 'custom', message: `at most ${mostServices} services` });
    }
    for (const [name, { ready, timeout }] of Object.entries(all)) {
      const read = ready === undefined ? undefined : parseReady(ready, names);
      if (read !== undefined && 'message' in read) {
        const message = `something to wait for (${read.message}; ${read.hint})`;
        context.addIssue({ code: 'custom', path: [name, 'ready'], message });
      }
      if (timeout !== undefined && ready === undefined) {
        const message = 'left out, or `ready` added: it limits how long that is waited for';
        context.addIssue({ code: 'custom', path: [name, 'timeout'], message });
      }
    }
  });

export const settings = z.strictObject(
  {
    image: image.optional(),
    images: z
      .array(image, { error: 'a list of images' })
      .max(50, { error: 'at most 50 images' })
      .optional(),
    network: oneOf(['none', 'internal', 'bridge']).optional(),
    privileges: oneOf(['strict', 'root', 'packages']).optional(),
    timeout: duration.optional(),
    env: environment.optional(),
    services: services.optional(),
    secrets: z
      .array(variableName, { error: 'a list of names of variables, such as `[API_TOKEN]`' })
      .max(50, { error: 'at most 50 secrets' })
      .optional(),
    variables: variables.optional(),
    prompt: z
      .union([prompt, z.array(prompt).max(8, { error: 'at most 8 prompts' })], {
        error: promptForm,
      })
      .optional(),
  },
  { error: '`true` or a group of keys' },
);

export type CheckedSettings = z.infer<typeof settings>;
