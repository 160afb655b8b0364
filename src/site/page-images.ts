import { type CheckLevel, type Config, severityOf } from '../model/config.ts';
import { type Diagnostic, diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { keySpan } from '../model/key-place.ts';
import type { Asset, Entry } from '../model/page.ts';
import type { PreviewImage } from '../model/site.ts';
import type { FindTarget } from './targets.ts';
import { decodePath, withBase } from './urls.ts';

export interface PageImages {
  /** By page id; of pages whose front matter names one. */
  readonly byId: ReadonlyMap<string, PreviewImage>;
  own(id: string | undefined): PreviewImage | undefined;
  /** Of what names none. */
  readonly otherwise?: PreviewImage | undefined;
  /** Pictures beside pages. */
  readonly assets: readonly Asset[];
  /** Those that the site does not have. */
  check(files: ReadonlySet<string>, level: CheckLevel): readonly Diagnostic[];
}

/** The pictures that the front matter of pages and the configuration name. */
export function pageImages(
  entries: readonly Entry[],
  findTarget: FindTarget,
  { site }: Pick<Config, 'site'>,
): PageImages {
  const byId = new Map<string, PreviewImage>();
  const assets = new Map<string, Asset>();
  const missing: Entry[] = [];
  /** Decoded paths below the base that must be there. */
  const wanted: { readonly path: string; readonly entry?: Entry }[] = [];
  for (const entry of entries) {
    const { image } = entry.frontmatter;
    if (image === undefined) continue;
    const target = findTarget(entry, image.src);
    const url = target.kind === 'external' ? image.src : 'url' in target ? target.url : undefined;
    if (url === undefined || target.kind === 'page') missing.push(entry);
    else byId.set(entry.id, { url, alt: image.alt });
    if (target.kind === 'asset') assets.set(target.asset.outputPath, target.asset);
    if (target.kind === 'site') wanted.push({ path: target.path, entry });
  }
  const own = site.image === undefined ? undefined : withBase(site.image, site.base);
  if (own?.startsWith('/')) wanted.push({ path: decodePath(own.slice(site.base.length)) });
  const otherwise = own === undefined ? undefined : { url: own, alt: '' };
  return {
    byId,
    own: (id) => (id === undefined ? undefined : byId.get(id)),
    otherwise,
    assets: [...assets.values()],
    check(files, level) {
      const severity = severityOf(level);
      if (severity === undefined) return [];
      const gone = wanted.filter(({ path }) => !files.has(path)).map(({ entry }) => entry);
      return [...missing, ...gone].map((entry) => ({ ...problem(entry), severity }));
    },
  };

  function problem(entry: Entry | undefined): Diagnostic {
    const hint = 'name a file beside the page or in the public folder, or a URL';
    if (entry === undefined) {
      const message = `\`site.image\` is \`${site.image}\`, which the site does not have`;
      return diagnostic({ code: 'link-image', message, hint });
    }
    const message = `the image \`${entry.frontmatter.image?.src}\` is no file that the site has`;
    return diagnosticAt(entry.source, keySpan(entry, 'image'), {
      code: 'link-image',
      message,
      hint,
    });
  }
}
