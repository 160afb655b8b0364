import { relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { keySpan } from '../model/key-place.ts';
import { nearest } from '../model/nearest.ts';
import type { Entry } from '../model/page.ts';
import type { Span } from '../model/source.ts';
import { slugOf } from './slug.ts';
import {
  authorId,
  authorsOf,
  groupTerms,
  knownTerms,
  termPath,
  type Use,
  writtenTerms,
} from './taxonomies.ts';
import { decodePath } from './urls.ts';

type TermsConfig = Pick<Config, 'taxonomies' | 'authors' | 'collections'>;

/**
 * Terms that no URL can be made of, different ones that would share one, and those that the
 * configuration does not know where it says which there are; authors likewise; parts of a series that
 * two pages claim.
 */
export function checkTerms(entries: readonly Entry[], config: TermsConfig): readonly Diagnostic[] {
  return [
    ...bySite(entries, config).flatMap((some) => checkTogether(some, config)),
    ...unknownAuthors(entries, config),
  ];
}

/** The entries of each language and of each version: what these say is apart from one another. */
function bySite(
  entries: readonly Entry[],
  { collections }: TermsConfig,
): readonly (readonly Entry[])[] {
  const keys = new Map(
    collections.map(({ name, locale, version }) => [name, `${locale} ${version}`]),
  );
  const sites = new Map<string | undefined, Entry[]>();
  for (const entry of entries) {
    const key = keys.get(entry.collection);
    const known = sites.get(key);
    if (known === undefined) sites.set(key, [entry]);
    else known.push(entry);
  }
  return [...sites.values()];
}

function checkTogether(entries: readonly Entry[], config: TermsConfig): readonly Diagnostic[] {
  return Object.entries(config.taxonomies).flatMap(([name, taxonomy]) => {
    if (name === 'authors') return [];
    const known = taxonomy.terms === undefined ? undefined : knownTerms(taxonomy);
    const groups = groupTerms(entries, name, config.authors);
    return [
      ...nameless(entries, name),
      ...[...groups].flatMap(([slug, uses]) => [
        ...differing(uses, name, termPath(taxonomy, slug)),
        ...(known === undefined || known.has(slug)
          ? []
          : uses.map((use) => unknown(use, name, known))),
        ...(name === 'series' ? sameParts(uses) : []),
      ]),
    ];
  });
}

/** Pictures of authors that are no file of the site. @param files Every path of the output folder. */
export function checkAvatars(
  config: Pick<Config, 'authors' | 'site' | 'configFile' | 'root'>,
  files: ReadonlySet<string>,
): readonly Diagnostic[] {
  const { base } = config.site;
  return [...authorsOf(config).values()].flatMap(({ id, avatar }) => {
    if (!avatar?.startsWith(base) || files.has(decodePath(avatar.slice(base.length)))) return [];
    const problem = diagnostic({
      code: 'author-avatar',
      severity: 'warning',
      message: `the picture of the author \`${id}\`, \`${config.authors[id]?.avatar}\`, is no file of the site`,
      hint: 'put it into the public folder, or change `avatar` in the configuration',
    });
    const { configFile, root } = config;
    if (configFile === undefined) return [problem];
    return [{ ...problem, file: relative(root, configFile).split(sep).join('/') }];
  });
}

function nameless(entries: readonly Entry[], taxonomy: string): readonly Diagnostic[] {
  const slugs = new Map<string, string>();
  return entries.flatMap((entry) =>
    writtenTerms(entry, taxonomy)
      .filter((name) => {
        const slug = slugs.get(name) ?? slugOf(name);
        slugs.set(name, slug);
        return slug === '';
      })
      .map((name) =>
        diagnosticAt(entry.source, keySpan(entry, taxonomy), {
          code: 'term-collision',
          message: `${JSON.stringify(name)} in \`${taxonomy}\` has no letter or digit to make a URL of`,
          hint: 'choose another word',
        }),
      ),
  );
}

function differing(
  uses: readonly Use<Entry>[],
  taxonomy: string,
  path: string,
): readonly Diagnostic[] {
  const [first] = uses;
  if (first === undefined) return [];
  const folded = fold(first.name);
  const other = uses.find(({ name }) => name !== first.name && fold(name) !== folded);
  if (other === undefined) return [];
  return [
    diagnosticAt(other.page.source, keySpan(other.page, taxonomy), {
      code: 'term-collision',
      message: `\`${first.name}\` and \`${other.name}\` in \`${taxonomy}\` would have one URL, \`${path}\``,
      hint: 'write both alike, or choose another word for one',
      related: [
        {
          message: `\`${first.name}\` is used here`,
          file: first.page.source.path,
          ...spanOf(keySpan(first.page, taxonomy)),
        },
      ],
    }),
  ];
}

function unknown(
  { name, page }: Use<Entry>,
  taxonomy: string,
  known: ReturnType<typeof knownTerms>,
): Diagnostic {
  const keys = [...known.values()].map(({ key }) => key);
  const guess = nearest(name, keys);
  return diagnosticAt(page.source, keySpan(page, taxonomy), {
    code: 'term-unknown',
    severity: 'warning',
    message: `\`${name}\` is none of the terms that the configuration names for \`${taxonomy}\``,
    hint:
      guess === undefined
        ? `add it to \`taxonomies.${taxonomy}.terms\``
        : `did you mean \`${guess}\`?`,
  });
}

function unknownAuthors(
  entries: readonly Entry[],
  { authors }: TermsConfig,
): readonly Diagnostic[] {
  const ids = Object.keys(authors);
  // Without authors of its own a site has names only.
  if (ids.length === 0) return [];
  const names = ids.flatMap((id) => [id, authors[id]?.name ?? id]);
  return entries.flatMap((entry) =>
    entry.frontmatter.authors
      .filter((written) => authorId(written, authors) === undefined)
      .map((written) => {
        const guess = nearest(written, names);
        const span = keySpan(entry, 'authors') ?? keySpan(entry, 'author');
        return diagnosticAt(entry.source, span, {
          code: 'author-unknown',
          severity: 'warning',
          message: `\`${written}\` is none of the authors that the configuration names`,
          hint:
            guess === undefined
              ? 'add the author to `authors` in the configuration'
              : `did you mean \`${guess}\`?`,
        });
      }),
  );
}

/** Pages that say that they are the same part of a series. */
function sameParts(uses: readonly Use<Entry>[]): readonly Diagnostic[] {
  const taken = new Map<number, Entry>();
  return uses.flatMap(({ name, page }) => {
    const part = page.frontmatter.series?.part;
    const other = part === undefined ? undefined : taken.get(part);
    if (part === undefined) return [];
    taken.set(part, other ?? page);
    if (other === undefined) return [];
    return [
      diagnosticAt(page.source, keySpan(page, 'series'), {
        code: 'series-part',
        severity: 'warning',
        message: `two pages are part ${part} of the series \`${name}\``,
        hint: 'give one of them another `part`',
        related: [
          {
            message: 'the other page',
            file: other.source.path,
            ...spanOf(keySpan(other, 'series')),
          },
        ],
      }),
    ];
  });
}

function spanOf(span: Span | undefined): { readonly span?: Span } {
  return span === undefined ? {} : { span };
}

function fold(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .trim()
    .replace(/[\s_-]+/g, '-');
}
