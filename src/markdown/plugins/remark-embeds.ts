import type { Nodes, Paragraph, Parents, PhrasingContent, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { VFile } from 'vfile';
import { nearest } from '../../model/nearest.ts';
import { spanAt } from '../../model/source.ts';
import { Given, type Page, tell } from '../embeds/given.ts';
import { media } from '../embeds/media.ts';
import { embed, siteVideo } from '../embeds/site-video.ts';
import { type VideoSite, videoAt, videoSites } from '../embeds/video-site.ts';
import { type Leaf, type LeafFlaw, labelWithin, readLeaf } from '../leaf.ts';
import { pageState } from '../page-state.ts';

/** The directives `::name` of every site. A shortcode of the site's own takes the place of one. */
export const ownLeaves = ['video', 'audio', 'youtube', 'vimeo'] as const;
type OwnLeaf = (typeof ownLeaves)[number];

/**
 * `::video[Caption]{src=x.mp4}` and `::audio`, and of other sites `::youtube[Title]{id=…}`, `::vimeo` and
 * an image that is the page of such a video. Of those nothing is loaded before a reader asks for it.
 */
export default function remarkEmbeds() {
  return (tree: Root, file: VFile): void => {
    const text = String(file);
    if (!mayHaveAny.test(text)) return;
    const page = { text, state: pageState(file) };
    embedIn(tree, page);
  };
}

const mayHaveAny = /(?:^|[\s>])::[A-Za-z]|youtu\.?be|vimeo/i;

function embedIn(parent: Parents, page: Page): void {
  let changed = false;
  const children = (parent.children as readonly Nodes[]).flatMap((node): readonly Nodes[] => {
    const others = node.type === 'paragraph' ? embedded(node, page) : leafNode(node, page);
    if (others === undefined && 'children' in node) embedIn(node, page);
    changed ||= others !== undefined;
    return others ?? [node];
  });
  if (changed) Object.assign(parent, { children });
}

/** On sites whose plugins read directives, the parser has found it. */
function leafNode(node: Nodes, page: Page): readonly Nodes[] | undefined {
  if (node.type !== 'leafDirective' || node.data?.hName !== undefined) return undefined;
  const [start, end] = [node.position?.start.offset, node.position?.end.offset];
  if (start === undefined || end === undefined) return undefined;
  const leaf = readLeaf(page.text, start, end);
  return leaf !== undefined && isOwn(leaf.name, page)
    ? drawn(leaf, node.children, page)
    : undefined;
}

function isOwn(name: string, { state }: Page): name is OwnLeaf {
  const known: readonly string[] = ownLeaves;
  return known.includes(name) && state.context.shortcodes?.names.includes(name) !== true;
}

/** A paragraph of nothing but directives, each on its own line, or of one image. */
function embedded(node: Paragraph, page: Page): readonly Nodes[] | undefined {
  const { text } = page;
  const [start, end] = [node.position?.start.offset, node.position?.end.offset];
  if (start === undefined || end === undefined) return undefined;
  const [only] = node.children;
  if (only?.type === 'image' && node.children.length === 1) {
    const video = videoAt(only.url);
    if (video === undefined) return undefined;
    const title: PhrasingContent[] = only.alt ? [{ type: 'text', value: only.alt }] : [];
    if (title.length === 0) tellOfTitle(page, start, end, video.site);
    return [embed(video, { title, page, position: node.position })];
  }
  if (!text.startsWith('::', start)) return undefined;
  const lines: { readonly from: number; readonly to: number; readonly leaf: Leaf | LeafFlaw }[] =
    [];
  for (let at = start; at < end; ) {
    const leaf = text[at + 2] === ':' ? undefined : readLeaf(text, at, end);
    if (leaf === undefined) return undefined;
    if (!isOwn(leaf.name, page)) tellOfName(page, leaf);
    const [behind] = /^[ \t]*(?:\r?\n[ \t>]*|$)/.exec(text.slice(leaf.end, end)) ?? [];
    if (!('flaw' in leaf) && behind === undefined) {
      if (isOwn(leaf.name, page)) {
        const message = `\`::${leaf.name}\` does not stand alone on its line, and is shown as it is`;
        tell(
          page,
          leaf,
          message,
          'put what follows it on a line of its own, with a blank one between',
        );
      }
      return undefined;
    }
    lines.push({ from: at, to: leaf.end, leaf });
    if ('flaw' in leaf) break;
    at = leaf.end + (behind?.length ?? 0);
  }
  if (!lines.some(({ leaf }) => isOwn(leaf.name, page))) return undefined;
  return lines.flatMap(({ from, to, leaf }): readonly Nodes[] => {
    const place = 'flaw' in leaf ? undefined : leaf.label;
    const made = isOwn(leaf.name, page)
      ? drawn(leaf, place === undefined ? [] : labelWithin(node, place, text), page)
      : undefined;
    if (made !== undefined) return made;
    const children = labelWithin(node, { start: from, end: to }, text);
    return [{ type: 'paragraph', children, position: spanAt(text, from, to) }];
  });
}

const attributes: Readonly<Record<OwnLeaf, readonly string[]>> = {
  video: [
    'src',
    'poster',
    'captions',
    'captions-language',
    'width',
    'height',
    'loop',
    'muted',
    'autoplay',
    'id',
    'class',
  ],
  audio: ['src', 'loop', 'id', 'class'],
  youtube: ['id', 'start', 'poster', 'ratio', 'class'],
  vimeo: ['id', 'start', 'hash', 'poster', 'ratio', 'class'],
};

/** Undefined for one that cannot be: it is told of, and shown as it is. */
function drawn(
  leaf: Leaf | LeafFlaw,
  label: PhrasingContent[],
  page: Page,
): readonly Nodes[] | undefined {
  const name = leaf.name as OwnLeaf;
  if ('flaw' in leaf) {
    tell(page, leaf, `\`::${name}\` cannot be read: ${leaf.flaw}`, `write \`${examples[name]}\``);
    return undefined;
  }
  const given = new Given(leaf, page);
  given.checkNames(attributes[name]);
  const position = spanAt(page.text, leaf.start, leaf.end);
  if (name === 'video' || name === 'audio') {
    const node = media(name, given, examples[name], { label, page, position });
    return node === undefined ? undefined : [node];
  }
  const video = siteVideo(name, given, examples[name]);
  if (video === undefined) return undefined;
  if (textOf({ type: 'paragraph', children: label }).trim() === '') {
    tellOfTitle(page, leaf.start, leaf.end, name);
  }
  const poster = given.text('poster');
  const ratio = given.oneOf('ratio', ratios);
  return [embed(video, { title: label, page, position, poster, ratio, classes: given.classes() })];
}

const examples: Readonly<Record<OwnLeaf, string>> = {
  video: '::video[What it shows]{src=./clip.mp4}',
  audio: '::audio[What is heard]{src=./talk.mp3}',
  youtube: '::youtube[Its title]{id=VIDEO}',
  vimeo: '::vimeo[Its title]{id=76979871}',
};
const ratios = ['16:9', '4:3', '1:1', '9:16', '21:9'];

/** Where a site has shortcodes, those tell of names. */
function tellOfName(page: Page, leaf: Leaf | LeafFlaw): void {
  if (page.state.context.shortcodes !== undefined) return;
  const near = nearest(leaf.name, ownLeaves);
  if (near === undefined) return;
  const hint = `did you mean \`::${near}\`?`;
  tell(page, leaf, `nothing is called \`::${leaf.name}\`; it is shown as it is`, hint);
}

function tellOfTitle(page: Page, start: number, end: number, site: VideoSite): void {
  const hint = `write \`::${site}[Its title]{id=…}\` or \`![Its title](…)\``;
  tell(
    page,
    { start, end },
    `the video of ${videoSites[site].name} has no title, so nobody who cannot see it knows what it is`,
    hint,
  );
}
