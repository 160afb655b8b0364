/** The outer and the inner pair of quotes. */
type Quotes = readonly [open: string, close: string, innerOpen: string, innerClose: string];

const english: Quotes = ['“', '”', '‘', '’'];
const german: Quotes = ['„', '“', '‚', '‘'];
const angles: Quotes = ['«', '»', '“', '”'];
const scandinavian: Quotes = ['”', '”', '’', '’'];
const polish: Quotes = ['„', '”', '‚', '’'];
/** With the spaces that French has inside of them. */
const french: Quotes = ['«\u00A0', '\u00A0»', '“', '”'];

/** As the Unicode CLDR has them (https://cldr.unicode.org), for languages whose typewriters have `"`. */
const byLanguage: ReadonlyMap<string, Quotes> = new Map([
  ['bg', german],
  ['cs', german],
  ['da', ['”', '”', '’', '’']],
  ['de', german],
  ['de-ch', ['«', '»', '‹', '›']],
  ['de-li', ['«', '»', '‹', '›']],
  ['el', angles],
  ['es', angles],
  ['et', german],
  ['fi', scandinavian],
  ['fr', french],
  ['fr-ch', ['«', '»', '‹', '›']],
  ['hr', german],
  ['hu', ['„', '”', '»', '«']],
  ['is', german],
  ['it', angles],
  ['it-ch', ['«', '»', '‹', '›']],
  ['lt', german],
  ['lv', ['“', '”', '‘', '’']],
  ['nb', ['«', '»', '‘', '’']],
  ['nn', ['«', '»', '‘', '’']],
  ['no', ['«', '»', '‘', '’']],
  ['pl', polish],
  ['pt', ['“', '”', '‘', '’']],
  ['pt-pt', angles],
  ['ro', ['„', '”', '«', '»']],
  ['ru', ['«', '»', '„', '“']],
  ['sk', german],
  ['sl', german],
  ['sr', german],
  ['sv', scandinavian],
  ['uk', ['«', '»', '„', '“']],
]);

/** The quotes of a language, by its BCP 47 tag; English ones for those that are not known. */
export function quotesOf(language: string): Quotes {
  const tag = language.toLowerCase();
  const [short = ''] = tag.split('-');
  return byLanguage.get(tag) ?? byLanguage.get(short) ?? english;
}
