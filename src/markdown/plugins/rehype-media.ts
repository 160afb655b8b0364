import type { Element, ElementContent, Parents, Root } from 'hast';
import type { VFile } from 'vfile';
import { pageState } from '../page-state.ts';

/**
 * An image that is a video or a sound by its ending, `![What it shows](clip.mp4 "Caption")`, becomes a
 * player. One that stands alone is a figure.
 */
export default function rehypeMedia() {
  return (tree: Root, file: VFile): void => {
    const { links } = pageState(file);
    if (links.some(({ kind, url }) => kind === 'image' && tagFor(url) !== undefined)) playIn(tree);
  };
}

const endings: ReadonlyMap<string, 'video' | 'audio'> = new Map([
  ...['mp4', 'm4v', 'mov', 'webm', 'ogv'].map((ending) => [ending, 'video'] as const),
  ...['mp3', 'm4a', 'aac', 'oga', 'ogg', 'opus', 'wav', 'flac'].map(
    (ending) => [ending, 'audio'] as const,
  ),
]);

function tagFor(url: string): 'video' | 'audio' | undefined {
  const [path = ''] = url.split(/[?#]/, 1);
  return endings.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}

function playIn(parent: Parents): void {
  for (const [index, node] of parent.children.entries()) {
    if (node.type !== 'element') continue;
    if (node.tagName === 'a') {
      nameIn(node);
      continue;
    }
    const alone = node.tagName === 'p' ? onlyImage(node) : undefined;
    const player = playerOf(alone ?? node);
    if (player === undefined) playIn(node);
    else parent.children[index] = alone === undefined ? player : figure(player, alone);
  }
}

/** A link holds no controls: there a film is its name. */
function nameIn(link: Parents): void {
  for (const [index, node] of link.children.entries()) {
    if (node.type !== 'element') continue;
    const { src, alt } = node.properties;
    const isPlayer = node.tagName === 'img' && typeof src === 'string' && tagFor(src) !== undefined;
    if (isPlayer) link.children[index] = { type: 'text', value: String(alt || src) };
    else nameIn(node);
  }
}

function onlyImage({ children }: Element): Element | undefined {
  const [only] = children;
  return children.length === 1 && only?.type === 'element' && only.tagName === 'img'
    ? only
    : undefined;
}

function playerOf({ tagName, properties, position }: Element): Element | undefined {
  const { src, alt, title, ...rest } = properties;
  if (tagName !== 'img' || typeof src !== 'string') return undefined;
  const tag = tagFor(src);
  if (tag === undefined) return undefined;
  const name = typeof alt === 'string' && alt.trim() !== '' ? alt : title;
  const link: Element = {
    type: 'element',
    tagName: 'a',
    properties: { href: src },
    children: [{ type: 'text', value: typeof name === 'string' ? name : src }],
  };
  return {
    type: 'element',
    tagName: tag,
    properties: {
      src,
      controls: true,
      preload: 'metadata',
      ...(tag === 'video' ? { playsInline: true } : {}),
      ...(typeof name === 'string' ? { ariaLabel: name } : {}),
      ...rest,
    },
    children: [link],
    ...(position === undefined ? {} : { position }),
  };
}

function figure(player: Element, { properties: { title } }: Element): Element {
  const caption: ElementContent[] =
    typeof title === 'string' && title !== ''
      ? [
          {
            type: 'element',
            tagName: 'figcaption',
            properties: {},
            children: [{ type: 'text', value: title }],
          },
        ]
      : [];
  return {
    type: 'element',
    tagName: 'figure',
    properties: { className: ['media'] },
    children: [player, ...caption],
    ...(player.position === undefined ? {} : { position: player.position }),
  };
}
