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

/**
 * Every option of every command. The same flags mean the same everywhere; where what they are about
 * differs (`--jobs`, `--force`), there is an entry for each.
 */
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
  expired: { flags: '--expired', description: 'include pages whose `expiryDate` has come' },
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
  external: { flags: '--external', description: 'ask other hosts for what pages link to there' },
  forceLinks: {
    flags: '--force',
    description: 'with --external: ask again for what was found before',
  },
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
  offlineLoaders: {
    flags: '--offline',
    description: 'call no loader that keeps its entries; those it gave before hold',
  },
  evidence: { flags: '--evidence', description: 'remove the saved evidence, too' },
  wrap: { flags: '--wrap', description: 'draw around the original, in the place of a copy of it' },
} as const satisfies Record<string, OptionSpec>;

export type OptionName = keyof typeof options;
