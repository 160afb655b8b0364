import { posix } from 'node:path';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import type { TellOfKey } from '../model/findings.ts';
import { languageNames } from '../model/language-names.ts';
import type { Words } from '../model/locale.ts';
import { nearest } from '../model/nearest.ts';
import type { Entry } from '../model/page.ts';
import type { Theme } from '../model/theme.ts';

/** Files whose names end in a language that the site does not have: `page.fr.md`. */
export function checkEndings(
  entries: readonly Entry[],
  { locales }: Pick<Config, 'locales'>,
): readonly Diagnostic[] {
  if (locales.length === 0) return [];
  const tags = locales.map(({ tag }) => tag);
  return entries.flatMap(({ id, source }) => {
    const ending = /\.([a-z]{2,3}(?:-[a-z]{2,4})?)$/i.exec(posix.basename(id))?.[1];
    if (ending === undefined || languageNames[ending.toLowerCase()] === undefined) return [];
    return [
      diagnosticAt(source, undefined, {
        code: 'locale-unknown',
        severity: 'warning',
        message: `the name of the file ends in the language \`${ending}\`, which the site does not have`,
        hint: `its languages are ${tags.join(', ')}: add \`${ending}\` to \`locales\`, or rename the file`,
      }),
    ];
  });
}

type WordsConfig = Pick<Config, 'site' | 'locales'>;

/** What a site wants to be said otherwise, and the theme does not say, or not with such a hole. */
export function checkWords(
  { phrases }: Theme,
  config: WordsConfig,
  tell: TellOfKey,
): readonly Diagnostic[] {
  if (typeof phrases !== 'object' || phrases === null) return [];
  const main = config.locales.find(({ isDefault }) => isDefault);
  const given: readonly (readonly [path: readonly string[], words: Words])[] = [
    [['site', 'words'], withoutThoseOf(config.site.words, main?.words)],
    ...config.locales.map(({ tag, words }) => [['locales', tag, 'words'], words] as const),
  ];
  return given.flatMap(([path, words]) =>
    Object.entries(words).flatMap(([name, said]) => {
      const problem = (what: string, hint: string) => {
        const message = `\`${[...path, name].join('.')}\` ${what}`;
        const code = 'theme-phrase';
        return tell([...path, name], { code, severity: 'warning', message, hint });
      };
      const own = Object.hasOwn(phrases, name) ? phrases[name] : undefined;
      if (own === undefined) {
        const guess = nearest(name, Object.keys(phrases));
        const hint =
          guess === undefined
            ? 'the reference of phrases lists them'
            : `did you mean \`${guess}\`?`;
        return [problem('is no phrase of the theme', hint)];
      }
      const known = new Set(['count', ...holesOf(own)]);
      return holesOf(said)
        .filter((hole) => !known.has(hole))
        .map((hole) =>
          problem(
            `has the hole \`{${hole}}\`, which nothing fills`,
            `the theme says ${JSON.stringify(shown(own))}`,
          ),
        );
    }),
  );
}

/** The words of the default language are in both. */
function withoutThoseOf(words: Words, others: Words = {}): Words {
  return Object.fromEntries(Object.entries(words).filter(([name]) => !Object.hasOwn(others, name)));
}

function holesOf(said: Words[string]): readonly string[] {
  const texts = typeof said === 'string' ? [said] : Object.values(said);
  return texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, hole = '']) => hole));
}

function shown(said: Words[string]): string {
  return typeof said === 'string' ? said : (said.other ?? '');
}
