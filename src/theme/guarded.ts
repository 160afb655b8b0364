import { MissingText } from '../model/article.ts';
import { diagnostic, UserError } from '../model/diagnostic.ts';
import { isOutputFile } from '../model/output.ts';
import type { GivenOptions, Theme } from '../model/theme.ts';
import { guardedBadges } from './guarded-badges.ts';
import { mistakeIn, placeInStack } from './mistake.ts';

/** Of the theme: what the configuration calls it, the site's root, and where its code lies. */
export interface ThemePlace {
  readonly name: string;
  readonly root: string;
  readonly folder: string;
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
    ...(theme.footerLinks === undefined ? {} : { footerLinks: theme.footerLinks }),
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
  const place = placeInStack(thrown, from.folder);
  const said = {
    code: 'theme-render',
    message: `the theme \`${from.name}\` failed at ${what}: ${thrown.message.split('\n', 1)[0]}`,
  } as const;
  if (place !== undefined) {
    return new UserError([mistakeIn(place.file, from.root, { ...said, range: place.range })]);
  }
  const lines = (thrown.stack ?? '').split('\n').slice(0, 8);
  return new UserError([diagnostic({ ...said, details: lines.map((line) => line.trim()) })]);
}
