import type { CardsConfig } from '../model/config.ts';
import { type CardText, cardSize } from './plan.ts';

/** A node of takumi's tree. */
export interface CardNode {
  readonly type: 'container' | 'text' | 'image';
  readonly text?: string;
  readonly src?: string;
  readonly style: Readonly<Record<string, string | number>>;
  readonly children?: readonly CardNode[];
}

export const logoSource = 'logo';

/** The site's name, the title as large as it has room, what it is about, and a line below. */
export function drawnCard(
  { site, title, about, direction }: CardText,
  { background, color, accent }: CardsConfig,
  hasLogo: boolean,
): CardNode {
  const column = { display: 'flex', flexDirection: 'column' };
  return {
    type: 'container',
    style: {
      ...column,
      ...{ width: cardSize.width, height: cardSize.height, padding: 72 },
      ...{ justifyContent: 'space-between', backgroundColor: background, color, direction },
    },
    children: [
      {
        type: 'container',
        style: { display: 'flex', alignItems: 'center', gap: 20 },
        children: [
          ...(hasLogo ? [{ type: 'image', src: logoSource, style: { height: 56 } } as const] : []),
          words(site, { fontSize: 34, fontWeight: 600, color: accent, lineClamp: 1 }),
        ],
      },
      {
        type: 'container',
        style: { ...column, gap: 24, width: '100%' },
        children: [
          words(title, {
            fontSize: sizeOf(title),
            fontWeight: 700,
            lineHeight: 1.1,
            lineClamp: 3,
            textWrap: 'balance',
          }),
          ...(about === ''
            ? []
            : [words(about, { fontSize: 34, lineHeight: 1.3, lineClamp: 2, opacity: 0.75 })]),
        ],
      },
      { type: 'container', style: { width: 160, height: 8, backgroundColor: accent } },
    ],
  };
}

function words(text: string, style: CardNode['style']): CardNode {
  return {
    type: 'text',
    text,
    style: { textOverflow: 'ellipsis', overflowWrap: 'anywhere', width: '100%', ...style },
  };
}

/** In pixels: three lines of it are enough for most titles of that length. */
function sizeOf({ length }: string): number {
  return length > 90 ? 56 : length > 50 ? 66 : 76;
}
