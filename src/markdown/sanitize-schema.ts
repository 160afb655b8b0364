import { defaultSchema, type Options } from 'rehype-sanitize';
import { lineMarks } from './code/line-marks.ts';
import { tokenClasses } from './code/token-classes.ts';

const attributes = defaultSchema.attributes ?? {};
const tagNames = defaultSchema.tagNames ?? [];

const ownTags = 'aside figcaption figure mark small abbr time caption video audio track'.split(' ');

/** Attributes of the default schema that an article has no use for. */
const refused: ReadonlySet<string> = new Set([
  'accessKey',
  'acceptCharset',
  'accept',
  'action',
  'encType',
  'method',
  'name',
  'prompt',
  'useMap',
  'value',
]);

/** Of names that only the configuration gives. */
const calloutClasses = ['callout', /^callout-[a-z][a-z0-9-]{1,29}$/, /^tone-[a-z]+$/] as const;

/** None begins by itself. */
const playing = ['src', 'controls', 'preload', 'loop', 'muted', 'ariaLabel'];

const aligned: [string, ...string[]] = ['className', 'align-left', 'align-center', 'align-right'];

const codeLine: [string, ...(string | RegExp)[]][] = [
  ['className', 'code-mark', 'line', ...lineMarks],
  ['dataLine', /^ *\d{1,12}$/],
];

/**
 * What untrusted content may keep: GitHub's rules, and of ours the elements, classes and attributes
 * that Rutter's own plugins make, no others. Ids are confined before (`rehype-confine-ids.ts`), so they
 * are not renamed again here.
 */
export const sanitizeSchema: Options = {
  ...defaultSchema,
  clobber: [],
  tagNames: [...tagNames.filter((name) => name !== 'picture' && name !== 'source'), ...ownTags],
  protocols: {
    ...defaultSchema.protocols,
    href: ['http', 'https', 'mailto', 'tel'],
    src: ['http', 'https'],
    poster: ['http', 'https'],
  },
  strip: ['script', 'style', 'template', 'noscript', 'iframe', 'object', 'title', 'textarea'],
  attributes: {
    ...attributes,
    '*': (attributes['*'] ?? []).filter((one) => typeof one !== 'string' || !refused.has(one)),
    a: [
      ...(attributes.a ?? []).filter((one) => !Array.isArray(one)),
      ['className', 'anchor', 'bare', 'embed-link', 'code-note', 'data-footnote-backref'],
      ['rel', 'external', 'noopener', 'nofollow', 'ugc', 'sponsored', 'me', 'license', 'tag'],
    ],
    abbr: ['title'],
    aside: ['ariaLabel', ['className', ...calloutClasses]],
    audio: [...playing],
    code: [['className', /^language-[\w+#.-]+$/]],
    del: [...codeLine],
    details: ['open', ['className', 'code-fold', ...calloutClasses]],
    div: [
      [
        'className',
        'table-scroll',
        'code-group',
        'code-folds',
        'tabs',
        'tab',
        'embed',
        /^embed-\d+x\d+$/,
      ],
      ['dataEmbed', /^(?:youtube|vimeo):[\w-]{1,20}:\d{1,8}(?::[\da-f]{1,20})?$/],
      ['role', 'region'],
      ['tabIndex', 0],
      'ariaLabel',
    ],
    figure: [['className', 'code-figure', 'media', 'terminal', 'only-light', 'only-dark']],
    img: [
      ...(attributes.img ?? []),
      ['loading', 'lazy', 'eager'],
      ['decoding', 'async', 'sync', 'auto'],
      ['className', 'only-light', 'only-dark'],
    ],
    input: [['disabled', true], ['type', 'checkbox'], 'ariaLabel'],
    p: [['className', 'callout-title', 'tab-title']],
    pre: [
      ['className', 'code', 'has-focus', 'numbered', 'wrapped', 'terminal'],
      ['dataLanguage', /^[\w+#.-]{1,40}$/],
      ['tabIndex', 0],
    ],
    td: [...(attributes.td ?? []), aligned],
    th: [...(attributes.th ?? []), aligned],
    kbd: [['className', 'keys']],
    ins: [...codeLine],
    mark: [['className', 'code-mark']],
    ol: [['className', 'contains-task-list', 'code-notes']],
    track: [['kind', 'captions'], 'src', 'srcLang', 'label', 'default'],
    video: [...playing, 'playsInline', 'poster', 'width', 'height'],
    span: [
      ['ariaHidden', 'true'],
      [
        'className',
        'callout-icon',
        'embed-title',
        'embed-note',
        'line',
        ...lineMarks,
        'prompt',
        'command',
        'output',
        'var',
        ...tokenClasses,
      ],
      ['dataIn', /^[bqdgh]s?$/],
      ['dataLine', /^ *\d{1,12}$/],
    ],
  },
};
