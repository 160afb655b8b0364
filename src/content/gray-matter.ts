import matter from 'gray-matter';
import type { FrontMatterLanguage } from './fence.ts';

/**
 * gray-matter with engines of our own in the place of all of its own. It gets a text with fences that
 * were found to be sound, never the author's first line; and options, without which it would answer a
 * second reading of a broken text from its cache, as if it were whole. Undefined for front matter that
 * has nothing to read but comments.
 */
export function readWithGrayMatter<Data>(
  raw: string,
  language: FrontMatterLanguage,
  read: (text: string) => Data,
): Data | undefined {
  let data: Data | undefined;
  const refuse = () => {
    throw new Error('this engine is never called');
  };
  const mark = language === 'toml' ? '+++' : '---';
  matter(`${mark}\n${raw}\n${mark}\n`, {
    language,
    delimiters: mark,
    engines: {
      yaml: refuse,
      json: refuse,
      javascript: refuse,
      coffee: refuse,
      // Its text begins with the line end of the fence; leaving that out, offsets are those of `raw`.
      [language]: (text: string) => {
        data = read(text.slice(1));
        return {};
      },
    },
  });
  return data;
}
