import { diagnostic, UserError } from '../model/diagnostic.ts';
import { describeValue } from '../model/findings.ts';
import { isOutputFile, type SiteFile } from '../model/output.ts';
import { hookFailure, reasonOf, type SitePlugin } from '../model/plugin.ts';
import type { Site } from '../model/site.ts';

type Plugins = readonly SitePlugin[];
type Hook = 'site' | 'output';

/** @throws UserError where a hook fails, or gives what is no site. */
export async function hookSite(site: Site, plugins: Plugins): Promise<Site> {
  const pages = new Set(site.pages);
  let now = site;
  for (const plugin of plugins) {
    if (plugin.site === undefined) continue;
    const before = now;
    now = await attempt(plugin.name, 'site', async () => {
      const next = await plugin.site?.(before);
      return siteOf(next, before, pages);
    });
  }
  return now;
}

function siteOf(next: unknown, before: Site, pages: ReadonlySet<unknown>): Site {
  if (typeof next !== 'object' || next === null) {
    throw new TypeError(`it returned ${describeValue(next)}, not a site`);
  }
  for (const [key, value] of Object.entries(before)) {
    const now: unknown = Reflect.get(next, key);
    if (shapeOf(now) === shapeOf(value)) continue;
    throw new TypeError(`the \`${key}\` of the site that it returned is ${describeValue(now)}`);
  }
  const site = next as Site;
  const lists = [site.pages, ...site.collections.map((one) => one.pages)];
  if (lists.every((list) => list.every((page) => pages.has(page)))) return site;
  throw new TypeError(
    'the site that it returned has a page that is new or a copy: `page` is the hook that changes pages',
  );
}

function shapeOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : value instanceof Map ? 'map' : typeof value;
}

/** @throws UserError where a hook fails, or gives what is no list of files. */
export async function hookOutput(
  files: readonly SiteFile[],
  site: Site,
  plugins: Plugins,
): Promise<readonly SiteFile[]> {
  let now = files;
  for (const plugin of plugins) {
    if (plugin.output === undefined) continue;
    const before = now;
    now = await attempt(plugin.name, 'output', async () => {
      const next: unknown = await plugin.output?.(before, site);
      if (Array.isArray(next) && next.every(isSiteFile)) return named(next, before, plugin.name);
      throw new TypeError(
        `it returned ${describeValue(next)}, not a list of \`{ path, contents }\``,
      );
    });
  }
  return now;
}

/** What a plugin has added is told of under its name. */
function named(
  files: readonly SiteFile[],
  before: readonly SiteFile[],
  plugin: string,
): readonly SiteFile[] {
  const known = new Set(before);
  return files.map((file) =>
    known.has(file) || file.from !== undefined ? file : { ...file, from: `plugin ${plugin}` },
  );
}

function isSiteFile(value: unknown): value is SiteFile {
  if (isOutputFile(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { path, contents, make } = value as Readonly<Record<string, unknown>>;
  return typeof path === 'string' && contents === undefined && typeof make === 'function';
}

async function attempt<Value>(name: string, hook: Hook, run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    throw new UserError([diagnostic(hookFailure(name, hook, reasonOf(error)))]);
  }
}
