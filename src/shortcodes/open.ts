import { relative, sep } from 'node:path';
import { Html, html, trusted } from '../../themes/default/html.ts';
import { type ShortcodeConfig, shortcodeFiles } from '../config/shortcode-folders.ts';
import { findData } from '../data/find-data.ts';
import type { FileText } from '../model/file-read.ts';
import {
  contentSlot,
  labelSlot,
  type ShortcodeOutcome,
  type ShortcodeProblem,
  type Shortcodes,
  type ShortcodeUse,
} from '../model/shortcode.ts';
import { readAttributes } from './attributes.ts';
import type { Shortcode } from './define.ts';
import { type LoadedShortcode, loadShortcode } from './load.ts';

/** The shortcodes of a site and its theme; each is loaded when a page first uses it. */
export function openShortcodes(config: ShortcodeConfig): Shortcodes {
  const files = shortcodeFiles(config);
  const loading = new Map<string, Promise<LoadedShortcode>>();
  const dataFolder = relative(config.root, config.dataDir).split(sep).join('/');
  return {
    names: [...files.keys()],
    async draw(use) {
      const file = files.get(use.name) ?? '';
      const loaded = loading.get(use.name) ?? loadShortcode(file, config.root);
      loading.set(use.name, loaded);
      const { shortcode, problem } = {
        shortcode: undefined,
        problem: undefined,
        ...(await loaded),
      };
      if (shortcode !== undefined) return drawn(use, shortcode, dataFolder);
      const shown = relative(config.root, file).split(sep).join('/');
      const message = `the shortcode \`${use.name}\` ${problem}`;
      return { problems: [{ code: 'shortcode-failed', message, hint: `see \`${shown}\`` }] };
    },
  };
}

async function drawn(
  use: ShortcodeUse,
  shortcode: Shortcode,
  dataFolder: string,
): Promise<ShortcodeOutcome> {
  const misused = misuse(use, shortcode);
  const read = readAttributes(use, shortcode.attributes ?? {});
  const problems = [...misused, ...(read.problems ?? [])];
  if (read.problems !== undefined || problems.length > 0) return { problems };
  try {
    const made = await shortcode.render({
      attributes: read.values,
      label: trusted(use.hasLabel ? labelSlot : ''),
      labelText: use.label,
      content: trusted(use.isContainer ? contentSlot : ''),
      isContainer: use.isContainer,
      page: use.page,
      link: (target) => use.resolve(String(target), 'link'),
      image: (target) => use.resolve(String(target), 'image'),
      readFile: (path) => textOf(use.readFile(String(path))),
      data: (name) => findData(String(name), dataFolder, use),
    });
    if (typeof made !== 'string' && !(made instanceof Html)) {
      return failed(use, 'gave neither `html` nor a text');
    }
    const finished = html`${made}`.toString();
    const lost = lostSlots(use, finished);
    return lost === undefined ? { html: finished } : { problems: [lost] };
  } catch (error) {
    return failed(use, `failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function misuse(use: ShortcodeUse, { content, label }: Shortcode): readonly ShortcodeProblem[] {
  const { name, isContainer } = use;
  const say = (message: string, hint: string): ShortcodeProblem => {
    return { code: 'shortcode-content', message: `the shortcode \`${name}\` ${message}`, hint };
  };
  return [
    ...(content === 'required' && !isContainer
      ? [say('wants content', `write \`:::${name}\`, the content, and \`:::\``)]
      : []),
    ...(content === 'none' && isContainer ? [say('takes no content', `write \`::${name}\``)] : []),
    ...(label === 'required' && !use.hasLabel
      ? [say('wants a label', `write \`::${name}[label]\``)]
      : []),
    ...(label === 'none' && use.hasLabel ? [say('takes no label', 'leave the brackets out')] : []),
  ];
}

/** What a page has written is shown once. */
function lostSlots(use: ShortcodeUse, made: string): ShortcodeProblem | undefined {
  const count = (slot: string): number => made.split(slot).length - 1;
  const problem = (what: string): ShortcodeProblem => ({
    code: 'shortcode-content',
    message: `the shortcode \`${use.name}\` ${what}`,
    hint: 'its `render` puts `content` and `label` into its HTML once',
  });
  if (use.isContainer && count(contentSlot) === 0) return problem('leaves its content out');
  if (count(contentSlot) > 1 || count(labelSlot) > 1) return problem('shows its content twice');
  return undefined;
}

function failed({ name }: ShortcodeUse, what: string): ShortcodeOutcome {
  const message = `the shortcode \`${name}\` ${what}`;
  return { problems: [{ code: 'shortcode-failed', message, hint: `see \`shortcodes/${name}\`` }] };
}

function textOf(read: FileText): string {
  if ('text' in read) return read.text;
  throw new Error(`\`${read.path}\` cannot be read (${read.problem})`);
}
