import { type OptionName, type OptionSpec, options } from './option-table.ts';

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
  | 'load'
  | 'dev'
  | 'check'
  | 'verify'
  | 'build'
  | 'preview'
  | 'render'
  | 'eject'
  | 'clean'
  | 'info';

const place = ['root', 'config'] as const;
const pages = ['drafts', 'future', 'expired'] as const;
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
        description: '`post`, `doc`, `runbook` or `page`, a collection, or a folder of one',
      },
      { name: '<title>', description: "the page's title; its file is named after it" },
    ],
    purpose: 'Make a page with its front matter in the right folder.',
    options: [...place, 'quiet'],
    examples: [
      { command: 'rutter new runbook "Disk full"', does: 'content/runbooks/disk-full.md' },
      { command: 'rutter new post "A week of DNS"', does: "a post with today's date" },
      { command: 'rutter new docs/guides "Tides"', does: 'content/docs/guides/tides.md' },
    ],
  },
  {
    name: 'load',
    arguments: [
      {
        name: '[collections...]',
        description: 'collections that have a loader (default: all of them)',
      },
    ],
    purpose: 'Call loaders, and keep the pages that they give.',
    options: [...place, 'json', 'quiet'],
    examples: [
      { command: 'rutter load', does: 'all loaders' },
      { command: 'rutter load releases', does: 'that of one collection' },
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
    options: [
      ...place,
      'base',
      'site',
      ...pages,
      'external',
      'forceLinks',
      'offlineLoaders',
      'strict',
      'json',
      ...loudness,
    ],
    endsItself: true,
    examples: [
      { command: 'rutter check', does: 'broken links, wrong front matter, unclear steps' },
      { command: 'rutter check --external', does: 'also whether links to other hosts still work' },
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
      ...(['offlineLoaders', 'strict', 'threads', 'forceBuild', 'profile', 'json'] as const),
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
    name: 'eject',
    arguments: [
      {
        name: '[names...]',
        description:
          'parts, layouts or styles, such as `footer` or `styles/header` (default: list them)',
      },
    ],
    purpose: 'Write a piece of the default theme into the theme of the site, to be changed.',
    options: [...place, 'wrap', 'json', 'quiet'],
    examples: [
      { command: 'rutter eject', does: 'what there is' },
      { command: 'rutter eject footer', does: 'theme/parts/footer.ts, which draws what it drew' },
      { command: 'rutter eject --wrap articleHead', does: 'with something around it' },
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
