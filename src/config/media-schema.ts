import { diagramLanguages } from '../model/markdown-media.ts';
import type { UserConfig } from './define.ts';
import { flag, oneOf, textOf, whole } from './schema-parts.ts';
import { group, list, orFalse } from './shape.ts';

type UserMarkdown = NonNullable<UserConfig['markdown']>;

/** `markdown.diagrams` */
export const diagrams = orFalse(list('a list of languages', oneOf([...diagramLanguages])));

/** `markdown.images` */
export const images = group<NonNullable<UserMarkdown['images']>>({
  figures: flag.optional(),
  resize: flag.optional(),
  widths: list('a list of widths in pixels', whole(16, 8192)).optional(),
  formats: list('a list of formats', oneOf(['avif', 'webp'])).optional(),
  quality: whole(1, 100).optional(),
  sizes: textOf(
    'what `sizes` may be in HTML, such as "(min-width: 45rem) 42rem, 100vw"',
    (value) => value.trim() !== '' && !/["<>&]/.test(value),
  ).optional(),
  maxPixels: whole(1, 1_000_000_000).optional(),
});
