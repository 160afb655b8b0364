import type { ElementContent, Properties } from 'hast';
import type { BlockContent, Paragraph, PhrasingContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Given, Page } from './given.ts';

/** A player of a file, with the label as its caption. */
export function media(
  tag: 'video' | 'audio',
  given: Given,
  example: string,
  about: {
    readonly label: PhrasingContent[];
    readonly page: Page;
    readonly position: Paragraph['position'];
  },
): BlockContent | undefined {
  const { label, position } = about;
  const src = given.needed('src', example);
  if (src === undefined) return undefined;
  const name = textOf({ type: 'paragraph', children: label }).trim() || src;
  const captions = given.text('captions');
  const isMoving = tag === 'video';
  const language = given.text('captions-language') ?? about.page.state.context.language ?? 'en';
  const track: ElementContent[] =
    captions === undefined
      ? []
      : [
          element(
            'track',
            { kind: 'captions', src: captions, srcLang: language, default: true, label: language },
            position,
          ),
        ];
  const properties: Properties = {
    src,
    controls: true,
    preload: 'metadata',
    ariaLabel: name,
    ...(given.has('loop') ? { loop: true } : {}),
    ...(isMoving
      ? {
          playsInline: true,
          poster: given.text('poster'),
          width: given.pixels('width'),
          height: given.pixels('height'),
          ...(given.has('muted') || given.has('autoplay') ? { muted: true } : {}),
          // Browsers start none with sound.
          ...(given.has('autoplay') ? { autoPlay: true } : {}),
        }
      : {}),
  };
  const player: Paragraph = {
    type: 'paragraph',
    data: {
      hName: tag,
      hProperties: properties as never,
      hChildren: [...track, element('a', { href: src }, position, [{ type: 'text', value: name }])],
    },
    children: [],
    ...placed(position),
  };
  const caption: Paragraph = { type: 'paragraph', data: { hName: 'figcaption' }, children: label };
  return {
    type: 'blockquote',
    data: {
      hName: 'figure',
      hProperties: {
        className: ['media', ...given.classes()],
        ...(given.has('id') ? { id: given.text('id') } : {}),
      } as never,
    },
    children: label.length === 0 ? [player] : [player, caption],
    ...placed(position),
  };
}

function element(
  tagName: string,
  properties: Properties,
  position: Paragraph['position'],
  children: ElementContent[] = [],
): ElementContent {
  return { type: 'element', tagName, properties, children, ...placed(position) };
}

function placed(position: Paragraph['position']) {
  return position === undefined ? {} : { position };
}
