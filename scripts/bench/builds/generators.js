// The generators that are compared: how each is had, given a site, run, and what it leaves behind.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Generator
 * @property {string} name
 * @property {string} version
 * @property {readonly string[]} shapes which corpora it has a site for
 * @property {(site: string, files: Iterable<import('./corpus.js').CorpusFile>) => void} prepare
 *   writes templates and content into an empty folder
 * @property {readonly string[]} argv what builds the site; run in its folder
 * @property {Record<string, string>} [env]
 * @property {readonly string[]} made output and caches, removed before a cold build
 * @property {(path: string) => string} output where the page of a Markdown file is published
 */

const here = dirname(fileURLToPath(import.meta.url));
const repository = resolve(here, '../../..');
const tool = (name, ...args) => execFileSync(name, args, { stdio: ['ignore', 'pipe', 'inherit'] });

/** `posts/a.md` → `posts/a/index.html`. */
const inFolder = (path) => path.replace(/(?:\/index)?\.md$/, '/index.html');

function writeAll(site, files, rename = (path) => path) {
  const made = new Set();
  for (const { path, text } of files) {
    const file = join(site, 'content', rename(path));
    const folder = dirname(file);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    writeFileSync(file, text);
  }
}

/** With the defaults, but for pages whose links lead out of the site. */
const rutterConfig = (foreign) => `export default {
  site: { url: 'https://example.org', title: 'Bench' },
  // The others make no copy of each page in Markdown.
  llms: false,${foreign ? "\n  checks: { links: 'ignore' }," : ''}
};
`;

/** A built checkout of Rutter. */
export function rutter(folder = repository, name = 'rutter') {
  const program = join(resolve(folder), 'lib/src/cli/rutter.js');
  if (!existsSync(program)) throw new Error(`${folder}: run \`npm run build\` there first`);
  return {
    name,
    version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version,
    shapes: ['posts', 'docs', 'mdn'],
    prepare(site, files) {
      const list = [...files];
      writeAll(site, list);
      writeFileSync(join(site, 'rutter.config.mjs'), rutterConfig(list[0]?.foreign));
    },
    argv: [process.execPath, program, 'build'],
    made: ['dist', '.rutter'],
    output: (path) => join('dist', inFolder(path)),
  };
}

function hugo() {
  tool(join(repository, 'scripts/packages'), 'hugo');
  const version = /v([\d.]+)/.exec(String(tool('hugo', 'version')))?.[1] ?? 'of unknown version';
  return {
    name: 'hugo',
    version,
    shapes: ['posts', 'docs', 'mdn'],
    prepare(site, files) {
      cpSync(join(here, 'sites/hugo'), site, { recursive: true });
      writeAll(site, files, (path) => path.replace(/(^|\/)index\.md$/, '$1_index.md'));
    },
    argv: ['hugo', '--quiet'],
    made: ['public', 'resources'],
    output: (path) => join('public', inFolder(path)),
  };
}

/** Installs exact versions below `cache`, once. Returns the folder that has the `node_modules`. */
function install(cache, name, packages, overrides = {}) {
  const folder = join(cache, `${name}-${Object.values(packages)[0]}`);
  if (existsSync(join(folder, 'node_modules', Object.keys(packages)[0]))) return folder;
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, type: 'module', dependencies: packages, overrides };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  execFileSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  return folder;
}

/** A site of a generator from npm: its templates, the content, and its packages beside them. */
const npmSite = (name, folder) => (site, files) => {
  cpSync(join(here, 'sites', name), site, { recursive: true });
  cpSync(join(folder, 'package.json'), join(site, 'package.json'));
  symlinkSync(join(folder, 'node_modules'), join(site, 'node_modules'));
  writeAll(site, files);
};

function eleventy(cache) {
  const version = '3.1.8';
  const folder = install(
    cache,
    'eleventy',
    {
      '@11ty/eleventy': version,
      '@11ty/eleventy-plugin-syntaxhighlight': '5.0.2',
      '@11ty/eleventy-plugin-rss': '3.0.0',
    },
    // Copies files that are no pages, of which there are none; not every mirror has what is asked for.
    { '@11ty/recursive-copy': '4.0.4' },
  );
  return {
    name: 'eleventy',
    version,
    shapes: ['posts'],
    prepare: npmSite('eleventy', folder),
    // `--incremental=FILE` without a watcher fails in this version where a template is paginated.
    argv: [process.execPath, join(folder, 'node_modules/@11ty/eleventy/cmd.cjs'), '--quiet'],
    made: ['_site', '.cache'],
    output: (path) => join('_site', inFolder(path)),
  };
}

function astro(cache) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 12)) throw new Error('Astro 7 needs Node 22.12');
  const version = '7.3.5';
  const folder = install(cache, 'astro', {
    astro: version,
    '@astrojs/rss': '4.0.19',
    '@astrojs/sitemap': '3.7.4',
  });
  const { bin } = JSON.parse(readFileSync(join(folder, 'node_modules/astro/package.json'), 'utf8'));
  return {
    name: 'astro',
    version,
    shapes: ['posts'],
    prepare: npmSite('astro', folder),
    argv: [process.execPath, join(folder, 'node_modules/astro', bin.astro), 'build', '--silent'],
    env: { ASTRO_TELEMETRY_DISABLED: '1' },
    made: ['dist', '.cache', '.astro'],
    output: (path) => join('dist', inFolder(path)),
  };
}

function vitepress(cache) {
  const version = '1.6.4';
  const folder = install(cache, 'vitepress', { vitepress: version });
  return {
    name: 'vitepress',
    version,
    shapes: ['posts', 'docs'],
    prepare: npmSite('vitepress', folder),
    argv: [process.execPath, join(folder, 'node_modules/vitepress/bin/vitepress.js'), 'build'],
    made: ['.vitepress/dist', '.vitepress/cache', '.vitepress/.temp'],
    output: (path) => join('.vitepress/dist', path.replace(/\.md$/, '.html')),
  };
}

/** Name → what gives the generator, installing it below `cache` where need be; throws where it cannot. */
export const peers = { hugo, eleventy, astro, vitepress };
