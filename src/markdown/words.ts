/** Words of a text; each Han, Hiragana or Katakana letter is one. */
export function wordsIn(text: string): number {
  let words = 0;
  let inWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = code < kinds.length ? kinds[code] : otherKind(code);
    // Letters beyond the table are for the expression to tell.
    if (kind === undefined) return text.match(word)?.length ?? 0;
    if (kind === letter) {
      if (!inWord) words += 1;
      inWord = true;
    } else if (kind === other || kinds[text.charCodeAt(at + 1)] !== letter) inWord = false;
  }
  return words;
}

const word =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}](?:['’_-]?(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])*/gu;

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
