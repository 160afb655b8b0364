import type { BlockContent, Paragraph, PhrasingContent } from 'mdast';
import { inlineElement } from '../inline.ts';
import { phrasesOf } from '../phrases.ts';
import type { Given, Page } from './given.ts';
import {
  embedMark,
  pageOf,
  type SiteVideo,
  seconds,
  type VideoSite,
  videoAt,
  videoSites,
} from './video-site.ts';

/** Of `::youtube` or `::vimeo`; undefined where it says of none. */
export function siteVideo(site: VideoSite, given: Given, example: string): SiteVideo | undefined {
  const written = given.needed('id', example);
  if (written === undefined) return undefined;
  const copied = videoAt(written);
  const id = copied?.site === site ? copied.id : written;
  if (!videoSites[site].id.test(id)) {
    given.tell(
      'id',
      `cannot have the id \`${written}\``,
      `an id of ${videoSites[site].name} is ${videoSites[site].idForm}`,
    );
    return undefined;
  }
  const wanted = given.text('start');
  const start = wanted === undefined ? (copied?.start ?? 0) : seconds(wanted);
  if (start === undefined)
    given.tell('start', `cannot start at \`${wanted}\``, 'write seconds, or `1m30s`, or `1:30`');
  const hash = given.text('hash') ?? copied?.hash;
  if (hash !== undefined && !/^[\da-f]{6,20}$/.test(hash)) {
    given.tell(
      'hash',
      `cannot have the hash \`${hash}\``,
      'it is what follows the number in the link to an unlisted video',
    );
    return undefined;
  }
  return { site, id, start: start ?? 0, ...(hash === undefined ? {} : { hash }) };
}

/** A link to the video, of which the theme's script makes a player when it is followed. */
export function embed(
  video: SiteVideo,
  about: {
    readonly title: PhrasingContent[];
    readonly page: Page;
    readonly position: Paragraph['position'];
    readonly poster?: string | undefined;
    readonly ratio?: string | undefined;
    readonly classes?: readonly string[] | undefined;
  },
): BlockContent {
  const { title, page, position, poster, ratio, classes = [] } = about;
  page.state.needs.add('embed');
  const { name } = videoSites[video.site];
  const shown = title.length > 0 ? title : [{ type: 'text' as const, value: name }];
  const words = phrasesOf(page.state.context.language);
  const image: PhrasingContent[] =
    poster === undefined ? [] : [{ type: 'image', url: poster, alt: '', ...placed(position) }];
  return {
    type: 'paragraph',
    data: {
      hName: 'div',
      hProperties: {
        className: [
          'embed',
          ...(ratio === undefined ? [] : [`embed-${ratio.replace(':', 'x')}`]),
          ...classes,
        ],
        dataEmbed: embedMark(video),
      },
    },
    children: [
      {
        type: 'link',
        url: pageOf(video),
        ...placed(position),
        data: { hProperties: { className: ['embed-link'] } },
        children: [
          ...image,
          inlineElement('span', withoutLinks(shown), { className: ['embed-title'] }),
          { type: 'text', value: ' ' },
          inlineElement('span', [{ type: 'text', value: words.playOn(name) }], {
            className: ['embed-note'],
          }),
        ] as never,
      },
    ],
    ...placed(position),
  };
}

/** A link holds no link. */
function withoutLinks(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    if (node.type === 'link' || node.type === 'linkReference') return withoutLinks(node.children);
    return node.type === 'footnoteReference' ? [] : [node];
  });
}

function placed(position: Paragraph['position']) {
  return position === undefined ? {} : { position };
}
