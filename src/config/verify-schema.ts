import { durationForm, parseDuration, parseSize, sizeForm } from '../model/quantity.ts';
import { flag, isWithin, oneOf, textOf, whole } from './schema-parts.ts';
import { group, leaf, list, record } from './shape.ts';

export const duration = textOf(durationForm, (value) => parseDuration(value) !== undefined);
export const size = textOf(sizeForm, (value) => parseSize(value) !== undefined);

const image = textOf(
  'an image such as "debian:12"',
  (value) => /^\w[\w.:/@-]*$/.test(value) && value.length <= 255,
);
const variableName = textOf('the name of an environment variable, such as "API_TOKEN"', (value) =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(value),
);
const registry = textOf(
  'the host of a registry, such as "docker.io" or "registry.example.org:5000"',
  (value) => /^[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?$/.test(value),
);

function isBlockLanguage(name: string): true | string {
  if (!/^[\w+#.-]{1,40}$/.test(name)) return 'named as in the info string of a block';
  return (
    !ownLanguages.has(name.toLowerCase()) ||
    'a language that Rutter does not read itself, such as "sql"'
  );
}
/** The shell's are the session's, and the others are what a step is expected to print. */
const ownLanguages: ReadonlySet<string> = new Set([
  ...['sh', 'shell', 'bash', 'console', 'shellsession'],
  ...['bash-session', 'sh-session', 'shell-session', 'json', 'output', 'text'],
]);
const interpreter = textOf(
  'a command such as "python3 {}"',
  (value) => value.trim() !== '' && value.length <= 500 && !/\p{Cc}/u.test(value),
);

const server = textOf('a URL such as "https://cache.example.org/rutter/"', (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return (
    url !== undefined && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === ''
  );
});

const processors = leaf<number>(
  'a number above 0',
  (value) =>
    isWithin(value, 0.01, Number.MAX_VALUE) &&
    (isWithin(value, 0, 1024) || 'a number of at most 1024'),
);
const share = leaf<number>('a number from 0 to 1', (value) => isWithin(value, 0, 1));

/** What the configuration may say of how runbooks are run. */
export const verify = group({
  engine: oneOf(['auto', 'docker', 'bubblewrap']).optional(),
  image: image.optional(),
  stepTimeout: duration.optional(),
  timeout: duration.optional(),
  limits: group({
    memory: size.optional(),
    cpus: processors.optional(),
    pids: whole(8, 1_000_000).optional(),
    openFiles: whole(32, 1_000_000).optional(),
    output: size.optional(),
    disk: size.optional(),
  }).optional(),
  allow: group({
    network: list('a list of networks', oneOf(['none', 'internal', 'bridge'])).optional(),
    privileges: list('a list of privileges', oneOf(['strict', 'root', 'packages'])).optional(),
    secrets: list('a list of names of environment variables', variableName).optional(),
    registries: list('a list of hosts', registry).optional(),
  }).optional(),
  jobs: whole(1, 256).optional(),
  pull: oneOf(['never', 'missing', 'always']).optional(),
  languages: record('a group of commands by language', isBlockLanguage, interpreter).optional(),
  cache: group({
    enabled: flag.optional(),
    maxAge: duration.optional(),
    url: server.optional(),
  }).optional(),
  coverageMin: share.optional(),
});
