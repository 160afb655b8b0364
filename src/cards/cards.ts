import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { PlannedFile } from '../model/output.ts';
import type { PreviewImage } from '../model/site.ts';
import { digestOf } from '../model/source.ts';
import { drawnCard, logoSource } from './draw.ts';
import { openKeptCards } from './kept.ts';
import { type CardText, cardOf, cardSize } from './plan.ts';
import { loadRenderer, type Renderer } from './renderer.ts';

/** The cards of one build. */
export interface Cards {
  /** The picture of a text; undefined where no cards are drawn. */
  of(text: CardText): PreviewImage | undefined;
  /** The files of all that were asked for. */
  files(): readonly PlannedFile[];
  readonly diagnostics: () => readonly Diagnostic[];
  /** Forgets those of earlier builds that this one has not asked for. */
  tidy(): void;
}

const none: Cards = {
  of: () => undefined,
  files: () => [],
  diagnostics: () => [],
  tidy: () => undefined,
};

/** Looks for the renderer, the fonts and the logo; draws nothing yet. */
export async function openCards({
  cards: config,
  root,
  stateDir,
  site,
}: Pick<Config, 'cards' | 'root' | 'stateDir' | 'site'>): Promise<Cards> {
  if (!config.enabled) return none;
  const loaded = await loadRenderer();
  if (loaded === undefined) return { ...none, diagnostics: () => [noRenderer] };
  const { renderer, version } = loaded;
  const problems: Diagnostic[] = [];
  const digests = [version];
  for (const path of config.fonts) {
    const bytes = readSmall(join(root, path));
    digests.push(bytes === undefined ? '' : digestOf(bytes));
    if (!(await isRegistered(renderer, bytes))) problems.push(badFile('fonts', path));
  }
  const logo = config.logo === undefined ? undefined : readSmall(join(root, config.logo));
  if (config.logo !== undefined) {
    digests.push(logo === undefined ? '' : digestOf(logo));
    if (logo === undefined || !(await isImage(renderer, logo)))
      problems.push(badFile('logo', config.logo));
  }
  const kept = openKeptCards(join(stateDir, 'cards'));
  const made = digests.join(' ');
  const asked = new Map<string, CardText>();
  return {
    of(text) {
      const card = cardOf(text, config, made);
      asked.set(card.path, text);
      return { url: site.base + card.path, alt: text.title, ...cardSize };
    },
    files: () =>
      problems.length > 0
        ? []
        : [...asked].map(([path, text]) => ({
            path,
            key: () => path,
            isSlow: true,
            make: async () => {
              const known = kept.get(path);
              if (known !== undefined) return known;
              const bytes = await renderer.render(drawnCard(text, config, logo !== undefined), {
                ...cardSize,
                format: 'png',
                lang: text.language,
                ...(logo === undefined ? {} : { images: [{ src: logoSource, data: logo }] }),
              });
              kept.put(path, bytes);
              return bytes;
            },
          })),
    diagnostics: () => [...problems, ...lacking([...asked.values()], config.fonts.length > 0)],
    tidy: () => kept.keepOnly(new Set(asked.keys())),
  };
}

const noRenderer = diagnostic({
  code: 'card-renderer',
  severity: 'warning',
  message:
    '`cards.enabled` asks for social cards, and the package that draws them is not installed',
  hint: 'run `npm install @takumi-rs/core`, or take `cards` out of the configuration',
});

function badFile(key: 'fonts' | 'logo', path: string): Diagnostic {
  return diagnostic({
    code: 'card-file',
    message: `\`cards.${key}\` names \`${path}\`, which is no ${key === 'fonts' ? 'font' : 'picture'} that can be read`,
    hint:
      key === 'fonts'
        ? 'name a TTF, OTF, WOFF or WOFF2 file below the root'
        : 'name a PNG, JPEG or SVG file below the root',
  });
}

const mostBytes = 64 * 2 ** 20;

function readSmall(file: string): Uint8Array | undefined {
  try {
    const stats = statSync(file);
    return stats.isFile() && stats.size <= mostBytes ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

async function isRegistered(renderer: Renderer, font: Uint8Array | undefined): Promise<boolean> {
  if (font === undefined) return false;
  try {
    await renderer.registerFont(font);
    return true;
  } catch {
    return false;
  }
}

async function isImage(renderer: Renderer, data: Uint8Array): Promise<boolean> {
  try {
    const node = { type: 'image', src: logoSource, style: { height: 8 } };
    const images = [{ src: logoSource, data }];
    await renderer.render(node, { width: 8, height: 8, format: 'png', images });
    return true;
  } catch {
    return false;
  }
}

/** What the built-in font has not: other letters than Latin ones, and pictures. */
const missing = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]|[\u{1f000}-\u{1faff}]/u;

/** Whether a font of the site's own has a letter is not looked at. */
function lacking(texts: readonly CardText[], hasFonts: boolean): readonly Diagnostic[] {
  if (hasFonts) return [];
  const odd = texts.filter(({ site, title, about }) => {
    const text = `${site}${title}${about}`;
    return missing.test(text);
  });
  const [first] = odd;
  if (first === undefined) return [];
  const count = odd.length === 1 ? 'one card' : `${odd.length} cards`;
  return [
    diagnostic({
      code: 'card-font',
      severity: 'warning',
      message: `the built-in font lacks letters of ${count}, such as that of "${first.title}"`,
      hint: 'name fonts that have them in `cards.fonts`',
    }),
  ];
}
