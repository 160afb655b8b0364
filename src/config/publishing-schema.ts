import type { UserConfig } from './define.ts';
import { flag, oneOf, textOf, whole } from './schema-parts.ts';
import { group, list, record } from './shape.ts';

export const feeds = group<NonNullable<UserConfig['feeds']>>({
  formats: list('a list of "atom", "rss" and "json"', oneOf(['atom', 'rss', 'json'])).optional(),
  items: whole(1, 1000).optional(),
  content: oneOf(['full', 'summary']).optional(),
});

const isWebUrl = (value: string) =>
  URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
/** No white space, quote or control character: it is written into files of servers. */
const isPath = (value: string) => /^\/(?!\/)[^\s"'<>\\`{};]*$/.test(value) && !/\p{C}/u.test(value);

export const sitePicture = textOf(
  'a path of the site such as "/cover.png", or a URL',
  (value) => isPath(value) || isWebUrl(value),
);

/** `/old/:slug/`, `/old/*`, `/?p=12`; a name stands once, and `*` at the end only. */
function isFrom(value: string): boolean | string {
  if (!isPath(value) || value.includes('#')) return false;
  const names = [...value.matchAll(/:([A-Za-z]\w*)/g)].map(([, name]) => name);
  if (new Set(names).size < names.length) return 'a path that names each `:part` once';
  const [path = ''] = value.split('?', 1);
  const star = path.indexOf('*');
  if (star !== -1 && (star < path.length - 1 || path.at(-2) !== '/'))
    return 'a path with `*` as its last part only';
  return true;
}

const target = textOf(
  'a path of the site such as "/new/", or a URL',
  (value) => isPath(value) || (isWebUrl(value) && !/[\s"'<>\\`{};]|\p{C}/u.test(value)),
);

export const redirects = record(
  'a group of old paths, each with the new one',
  (from) => {
    const answer = isFrom(from);
    if (answer === true) return true;
    return `named by ${answer === false ? 'an old path that begins with "/", such as "/old/"' : answer}`;
  },
  target,
);

const colour = textOf('a colour such as "#10181f"', (value) =>
  /^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(value),
);
const fileBelow = textOf(
  'the path of a file below the root',
  (value) => value !== '' && !/^[/\\]|^[A-Za-z]:|\0|(^|[/\\])\.\.([/\\]|$)/.test(value),
);

export const cards = group<NonNullable<UserConfig['cards']>>({
  enabled: flag.optional(),
  background: colour.optional(),
  color: colour.optional(),
  accent: colour.optional(),
  fonts: list('a list of font files', fileBelow).optional(),
  logo: fileBelow.optional(),
});
