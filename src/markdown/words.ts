/**
 * Words of a text; each Han, Hiragana or Katakana letter is one. Scripts of South-East Asia that set no
 * spaces between words have about one word in five letters.
 */
export function wordsIn(text: string): number {
  let words = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = code < kinds.length ? kinds[code] : otherKind(code);
    // Letters beyond the table are for the expression to tell.
    if (kind === undefined) return wordsOf(text).length;
    if (kind === letter) {
      if (!inWord) words += 1;
      inWord = true;
    } else if (kind === other || kinds[text.charCodeAt(at + 1)] !== letter) inWord = false;
  }
  return words;
}

/** The offset behind so many words of a text; undefined where it has no more than these. */
export function endOfWords(text: string, words: number): number | undefined {
  const found = wordsOf(text);
  return found.length > words ? found[words - 1] : undefined;
}

/** Where each word ends. */
function wordsOf(text: string): readonly number[] {
  const ends: number[] = [];
  for (const { 0: found, 1: run, index } of text.matchAll(word)) {
    if (run !== undefined) {
      let letters = 0;
      let end = index;
      for (const one of run) {
        if (letters > 0 && letters % lettersOfWord === 0) ends.push(end);
        letters += 1;
        end += one.length;
      }
    }
    ends.push(index + found.length);
  }
  return ends;
}

const lettersOfWord = 5;

/** One letter is a word; letters of a run are words without spaces between them. */
const single = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}`;
const spaceless = String.raw`\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`;
const word = new RegExp(
  [
    `[${single}]`,
    String.raw`((?=[\p{L}\p{N}])[${spaceless}](?:[${spaceless}]|\p{M})*)`,
    String.raw`[\p{L}\p{N}](?:['’_-]?(?![${single}${spaceless}])[\p{L}\p{N}\p{M}])*`,
  ].join('|'),
  'gu',
);

const other = 0;
const letter = 1;
/** Holds two parts of a word together. */
const joiner = 2;

/** What the characters of Latin texts are. None of the table is a mark or of a script without spaces. */
const kinds = Uint8Array.from({ length: 0x250 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[\p{L}\p{N}]/u.test(character) ? letter : /['_-]/.test(character) ? joiner : other;
});

/** General punctuation, of which one character is a joiner. */
function otherKind(code: number): number | undefined {
  if (code === 0x2019) return joiner;
  return code >= 0x2000 && code < 0x2070 ? other : undefined;
}
