/** One option as people write it. */
export interface OptionSpec {
  /** As commander reads it, such as `--port <number>`. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  readonly kind?: 'port';
  /** The environment variable that stands in where the option is not given. */
  readonly env?: string;
}

/** Every option of every command; the same name means the same thing everywhere. */
export const options = {
  root: {
    flags: '--root <folder>',
    description: "the site's folder (default: the current folder)",
    env: 'RUTTER_ROOT',
  },
  config: {
    flags: '--config <file>',
    description: 'the configuration file (default: rutter.config.* in the root or its .config)',
    env: 'RUTTER_CONFIG',
  },
  outDir: {
    flags: '--out-dir <folder>',
    description: 'where the site is written (default: dist in the root)',
    env: 'RUTTER_OUT_DIR',
  },
  base: {
    flags: '--base <path>',
    description: 'the path that the site is published under, such as /handbook/',
    env: 'RUTTER_BASE',
  },
  site: {
    flags: '--site <url>',
    description: 'the origin that the site is published at, such as https://example.org',
    env: 'RUTTER_SITE',
  },
  port: {
    flags: '--port <number>',
    description: 'the port to listen on; where it is taken, the next free one (0: any)',
    kind: 'port',
    env: 'RUTTER_PORT',
  },
  host: {
    flags: '--host <address>',
    description: 'the address to listen on, such as 0.0.0.0 (default: this machine only)',
    env: 'RUTTER_HOST',
  },
  open: { flags: '--open', description: 'open the site in the browser' },
  json: {
    flags: '--json',
    description: 'print one JSON document on stdout and nothing else there',
  },
  verbose: { flags: '--verbose', description: 'say more: each file written, each command run' },
  quiet: { flags: '--quiet', description: 'print errors only' },
  strict: { flags: '--strict', description: 'warnings are errors' },
  strictVerify: {
    flags: '--strict',
    description: 'a runbook that could not be run has failed (always so in CI)',
  },
  drafts: { flags: '--drafts', description: 'include pages with `draft: true`' },
  future: { flags: '--future', description: 'include pages that are dated in the future' },
  engine: {
    flags: '--engine <name>',
    description: 'what makes the sandboxes (default: as configured, else auto)',
    choices: ['auto', 'docker', 'bubblewrap'],
    env: 'RUTTER_ENGINE',
  },
  jsonFile: { flags: '--json-file <file>', description: 'write the reports there as JSON' },
  junitFile: { flags: '--junit-file <file>', description: 'write the reports there as JUnit XML' },
  evidence: { flags: '--evidence', description: 'remove the saved evidence, too' },
} as const satisfies Record<string, OptionSpec>;

export type OptionName = keyof typeof options;

export interface CommandSpec {
  readonly name: CommandName;
  /** `<needed>`, `[optional]`, `[many...]`. */
  readonly arguments: readonly {
    readonly name: string;
    readonly description: string;
    readonly choices?: readonly string[];
  }[];
  /** One line. */
  readonly purpose: string;
  readonly options: readonly OptionName[];
  readonly examples: readonly { readonly command: string; readonly does: string }[];
  /** It ends itself when it is told to stop; any other command ends at once. */
  readonly endsItself?: boolean;
}

export type CommandName =
  | 'init'
  | 'new'
  | 'dev'
  | 'check'
  | 'verify'
  | 'build'
  | 'preview'
  | 'render'
  | 'clean'
  | 'info';

const place = ['root', 'config'] as const;
const pages = ['drafts', 'future'] as const;
const loudness = ['verbose', 'quiet'] as const;
const server = ['base', 'port', 'host', 'open'] as const;

/** In the order in which a person meets them. */
export const commands: readonly CommandSpec[] = [
  {
    name: 'init',
    arguments: [
      {
        name: '[folder]',
        description: 'a new folder, or one without a site (default: the current)',
      },
    ],
    purpose: 'Make a small working site: a post, a doc and a runbook that verifies.',
    options: ['quiet'],
    examples: [
      { command: 'rutter init handbook', does: 'a new site in ./handbook' },
      { command: 'rutter init', does: 'in this folder, beside its package.json' },
    ],
  },
  {
    name: 'new',
    arguments: [
      {
        name: '<kind>',
        description: 'what the page is',
        choices: ['post', 'doc', 'runbook', 'page'],
      },
      { name: '<title>', description: "the page's title; its file is named after it" },
    ],
    purpose: 'Make a page with its front matter in the right folder.',
    options: [...place, 'quiet'],
    examples: [
      { command: 'rutter new runbook "Disk full"', does: 'content/runbooks/disk-full.md' },
      { command: 'rutter new post "A week of DNS"', does: "a post with today's date" },
    ],
  },
  {
    name: 'dev',
    arguments: [],
    purpose: 'Serve the site while you write; the browser follows.',
    options: [...place, ...server, ...pages, ...loudness],
    endsItself: true,
    examples: [
      { command: 'rutter dev --open', does: 'write, with the page beside you' },
      {
        command: 'rutter dev --drafts --port 8080',
        does: 'with the drafts, on a port of your own',
      },
    ],
  },
  {
    name: 'check',
    arguments: [],
    purpose: 'Find every mistake of the site without writing anything.',
    options: [...place, 'base', 'site', ...pages, 'strict', 'json', ...loudness],
    examples: [
      { command: 'rutter check', does: 'broken links, wrong front matter, unclear steps' },
      { command: 'rutter check --strict --json', does: 'for an editor or a script' },
    ],
  },
  {
    name: 'verify',
    arguments: [
      { name: '[paths...]', description: 'files or folders with runbooks (default: all of them)' },
    ],
    purpose: 'Run the steps of the runbooks in sandboxes and save the evidence.',
    options: [...place, 'engine', 'strictVerify', 'json', 'jsonFile', 'junitFile', ...loudness],
    endsItself: true,
    examples: [
      { command: 'rutter verify', does: 'all runbooks' },
      { command: 'rutter verify content/runbooks/disk-full.md', does: 'one of them' },
      { command: 'rutter verify --strict --junit-file verify.xml', does: 'for CI' },
    ],
  },
  {
    name: 'build',
    arguments: [],
    purpose: 'Build the site. Runs no step: badges come from the saved evidence.',
    options: [...place, 'outDir', 'base', 'site', ...pages, 'strict', 'json', ...loudness],
    examples: [
      { command: 'rutter build', does: 'the site in dist/' },
      { command: 'rutter build --base /handbook/', does: 'for a site below a path' },
    ],
  },
  {
    name: 'preview',
    arguments: [],
    purpose: 'Serve the built site as it is.',
    options: [...place, 'outDir', ...server, ...loudness],
    endsItself: true,
    examples: [{ command: 'rutter preview --open', does: 'look at what was built' }],
  },
  {
    name: 'render',
    arguments: [{ name: '<file>', description: 'a Markdown file, or - for stdin' }],
    purpose: 'Print the HTML of one article and nothing else.',
    options: [...place, 'strict', 'quiet'],
    examples: [
      { command: 'rutter render README.md', does: 'works without any site' },
      { command: 'echo "*hello*" | rutter render -', does: 'from a script' },
    ],
  },
  {
    name: 'clean',
    arguments: [],
    purpose: 'Remove what Rutter has built and kept, but for the evidence.',
    options: [...place, 'outDir', 'evidence', 'json', ...loudness],
    examples: [{ command: 'rutter clean --evidence', does: 'the evidence goes, too' }],
  },
  {
    name: 'info',
    arguments: [],
    purpose: 'Show versions, the configuration and the engines that were found.',
    options: [...place, 'engine', 'json'],
    examples: [{ command: 'rutter info', does: 'why is there no sandbox?' }],
  },
];

/** What the environment says, for the foot of the help. */
export const environment: readonly { readonly name: string; readonly does: string }[] = [
  ...Object.values<OptionSpec>(options).flatMap((option) =>
    option.env === undefined
      ? []
      : [{ name: option.env, does: `stands in for ${option.flags.split(' ')[0]}` }],
  ),
  { name: 'DOCKER_HOST', does: 'where the Docker engine listens' },
  { name: 'NO_COLOR, FORCE_COLOR', does: 'no colour; colour also where no terminal is' },
  { name: 'CI', does: 'nothing is drawn over, and a runbook that cannot be run has failed' },
  { name: 'SOURCE_DATE_EPOCH', does: 'what today is, in seconds since 1970' },
];

export const exitStatuses: readonly { readonly status: number; readonly means: string }[] = [
  { status: 0, means: 'all is well' },
  { status: 1, means: 'a page or a step failed' },
  { status: 2, means: 'the command line or the configuration is wrong' },
  { status: 3, means: 'there is no sandbox to run in' },
  { status: 4, means: 'a bug in Rutter' },
];
