/** One option as people write it. */
export interface OptionSpec {
  /** As commander reads it, such as `--port <number>`. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** A whole number from 1; a number of per cent; a time such as `7d`. */
  readonly kind?: 'port' | 'count' | 'percent' | 'duration';
  /** May be given more than once. */
  readonly many?: boolean;
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
    description:
      'what makes the sandboxes; Podman is a `docker`, too, see DOCKER_HOST (default: as configured, else auto)',
    choices: ['auto', 'docker', 'bubblewrap'],
    env: 'RUTTER_ENGINE',
  },
  jsonFile: { flags: '--json-file <file>', description: 'write the reports there as JSON' },
  junitFile: { flags: '--junit-file <file>', description: 'write the reports there as JUnit XML' },
  jobs: {
    flags: '--jobs <number>',
    description: 'sandboxes at once (default: by processors and memory)',
    kind: 'count',
    env: 'RUTTER_JOBS',
  },
  name: { flags: '--name <step>', description: 'only up to the step of that name', many: true },
  tag: { flags: '--tag <tag>', description: 'only pages and steps with that tag', many: true },
  skipTag: { flags: '--skip-tag <tag>', description: 'skip steps with that tag', many: true },
  changed: {
    flags: '--changed [revision]',
    description: 'only runbooks that changed since a git revision (default: HEAD)',
  },
  failed: { flags: '--failed', description: 'only runbooks that failed the last time' },
  list: { flags: '--list', description: 'print what would be run, and run nothing' },
  dryRun: {
    flags: '--dry-run',
    description: 'print the exact plan (sandboxes, limits, steps), and run nothing',
  },
  lint: {
    flags: '--lint',
    description: 'name expectations that accept nearly anything; run nothing',
  },
  update: { flags: '--update', description: 'write what the commands printed into the pages' },
  interactive: { flags: '--interactive', description: 'with --update: ask for each change' },
  coverageMin: {
    flags: '--coverage-min <percent>',
    description: 'fail where fewer of 100 shell blocks are steps, such as 95',
    kind: 'percent',
  },
  failFast: { flags: '--fail-fast', description: 'stop at the first runbook that fails' },
  watch: { flags: '--watch', description: 'go on, and run again what a saved page touches' },
  force: { flags: '--force', description: 'run also what is known to pass' },
  threads: {
    flags: '--jobs <number>',
    description: 'threads that render pages (default: by processors and pages)',
    kind: 'count',
  },
  forceBuild: { flags: '--force', description: 'use nothing that an earlier build has kept' },
  profile: { flags: '--profile', description: 'say where the time went' },
  maxAge: {
    flags: '--max-age <time>',
    description: 'believe no pass that is older, such as 7d or 12h',
    kind: 'duration',
  },
  resume: { flags: '--resume', description: 'go on with a run that was stopped or killed' },
  shard: {
    flags: '--shard <index/count>',
    description: 'only this share of the runbooks, such as 2/5 (auto: as the CI service says)',
    env: 'RUTTER_SHARD',
  },
  merge: {
    flags: '--merge',
    description: 'join the reports of shards, found in the folders that are named, into one',
  },
  lock: { flags: '--lock', description: 'write the digests of the images to rutter.lock' },
  frozen: { flags: '--frozen', description: 'refuse images that are not as in rutter.lock' },
  offline: { flags: '--offline', description: 'pull no image, ask no cache server' },
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
    options: [
      ...place,
      ...(['name', 'tag', 'skipTag', 'changed', 'failed', 'shard'] as const),
      ...(['list', 'dryRun', 'lint', 'update', 'interactive', 'merge', 'lock'] as const),
      ...(['engine', 'jobs', 'failFast', 'watch', 'resume', 'force', 'maxAge'] as const),
      ...(['frozen', 'offline', 'coverageMin', 'strictVerify'] as const),
      ...(['json', 'jsonFile', 'junitFile'] as const),
      ...loudness,
    ],
    endsItself: true,
    examples: [
      { command: 'rutter verify', does: 'all runbooks' },
      { command: 'rutter verify content/runbooks/disk-full.md', does: 'one of them' },
      { command: 'rutter verify --changed main', does: 'what this branch touches' },
      {
        command: 'rutter verify --update content/runbooks',
        does: 'write the output into the pages',
      },
      { command: 'rutter verify --strict --junit-file verify.xml', does: 'for CI' },
    ],
  },
  {
    name: 'build',
    arguments: [],
    purpose: 'Build the site. Runs no step: badges come from the saved evidence.',
    options: [
      ...place,
      ...(['outDir', 'base', 'site'] as const),
      ...pages,
      ...(['strict', 'threads', 'forceBuild', 'profile', 'json'] as const),
      ...loudness,
    ],
    examples: [
      { command: 'rutter build', does: 'the site in dist/' },
      { command: 'rutter build --base /handbook/', does: 'for a site below a path' },
      {
        command: 'rutter build --force --profile',
        does: 'where a build from nothing spends its time',
      },
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
  { name: 'RUTTER_SHARDS', does: 'how many shards there are, for an Indexed Job of Kubernetes' },
  { name: 'RUTTER_CACHE_TOKEN', does: 'the token for the server of the cache of passes' },
  {
    name: 'DOCKER_HOST',
    does: 'where Docker or Podman listens, such as `unix:///run/podman/podman.sock`',
  },
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
