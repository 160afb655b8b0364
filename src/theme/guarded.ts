import { readFileSync } from 'node:fs';
import { DrawError } from '../../themes/default/draw-error.ts';
import { layouts } from '../../themes/default/layouts.ts';
import { parts } from '../../themes/default/parts.ts';
import { locateKey } from '../config/locate.ts';
import { MissingText } from '../model/article.ts';
import { diagnostic, UserError } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import { isOutputFile } from '../model/output.ts';
import type { GivenOptions, Theme } from '../model/theme.ts';
import { guardedBadges } from './guarded-badges.ts';
import { firstLine, stackOf } from './import-module.ts';
import { nameHint, readable } from './load-problem.ts';
import { type ErrorPlace, exportRange, mistakeIn, placeInStack } from './mistake.ts';

/** Of the theme: what the configuration calls it, the site's root, and where its code lies. */
export interface ThemePlace {
  readonly name: string;
  readonly root: string;
  readonly folder: string;
  /** Files by what they draw, `parts/footer`; `*` is the module that says it all. */
  readonly drawers?: Readonly<Record<string, string>> | undefined;
}

/**
 * A theme of the user's whose mistakes are told as the user's: what it throws, and what it gives that
 * is no document or no file, becomes a `UserError` that names the page.
 */
export function guarded(theme: Theme, from: ThemePlace, options: GivenOptions = {}): Theme {
  const { badgeWords } = theme;
  return {
    name: theme.name,
    keepsNothing: theme.keepsNothing === true,
    ...(theme.phrases === undefined ? {} : { phrases: theme.phrases }),
    ...(badgeWords === undefined
      ? {}
      : {
          badgeWords: (site) =>
            guardedBadges(
              () => badgeWords(site),
              (error) => broken(from, 'its badges', error),
            ),
        }),
    ...(theme.optionLinks === undefined ? {} : { optionLinks: theme.optionLinks }),
    ...(theme.diagnostics === undefined ? {} : { diagnostics: theme.diagnostics }),
    assets: async (needs) => {
      const files: unknown = await attempt(from, 'its assets', () => theme.assets(needs, options));
      if (Array.isArray(files) && files.every(isOutputFile)) return files;
      throw broken(
        from,
        'its assets',
        new Error('`assets()` gave no list of `{ path, contents }`'),
      );
    },
    render: (view, site) => {
      try {
        const page: unknown = theme.render(view, site, options);
        if (typeof page === 'string') return page;
      } catch (error) {
        throw broken(from, view.url, error);
      }
      throw broken(from, view.url, new Error('`render()` gave no string'));
    },
  };
}

async function attempt<Result>(
  from: ThemePlace,
  what: string,
  run: () => Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw broken(from, what, error);
  }
}

/** What is no mistake of the theme's is handed on. */
function broken(from: ThemePlace, what: string, error: unknown): Error {
  if (error instanceof UserError || error instanceof MissingText) return error;
  const thrown = error instanceof Error ? error : new Error(String(error));
  const said = {
    code: 'theme-render',
    message: `the theme \`${from.name}\` failed at ${what}: ${readable(firstLine(thrown))}`,
    hint: hintOf(thrown),
  } as const;
  const place = placeOfDrawer(thrown, from) ?? placeInStack(thrown, from.folder);
  if (place !== undefined) {
    return new UserError([mistakeIn(place.file, from.root, { ...said, range: place.range })]);
  }
  return new UserError([diagnostic({ ...said, details: stackOf(thrown) })]);
}

/** Of what was drawn wrong without any error being thrown. */
function placeOfDrawer(error: Error, { drawers = {} }: ThemePlace): ErrorPlace | undefined {
  const drawer = error instanceof DrawError ? error.drawer : undefined;
  if (drawer === undefined) return undefined;
  const [kind = '', name = ''] = drawer.split('/');
  const own = drawers[drawer];
  if (own !== undefined) return { file: own, range: exportRange(own, name) };
  const entry = drawers['*'];
  if (entry === undefined) return undefined;
  const span = locateKey(readFileSync(entry, 'utf8'), [kind, name]);
  return { file: entry, range: span && { start: span.start.offset, end: span.end.offset } };
}

function hintOf(error: Error): string | undefined {
  if ('hint' in error && typeof error.hint === 'string') return error.hint;
  const [, kind, name = ''] =
    /\b(parts|layouts)\.(\w+) is not a function/.exec(error.message) ?? [];
  if (kind === undefined) return nameHint(readable(error.message));
  const guess = nearest(name, Object.keys(kind === 'parts' ? parts : layouts));
  return guess === undefined ? `\`rutter eject\` lists the ${kind}` : `did you mean \`${guess}\`?`;
}
