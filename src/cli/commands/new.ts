import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { slug } from 'github-slugger';
import { stringify } from 'yaml';
import { loadConfig } from '../../config/load.ts';
import type { CollectionConfig, CollectionKind, Config } from '../../model/config.ts';
import type { Run } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { refusal } from '../refusal.ts';
import { safe } from '../safe-text.ts';
import { today } from '../today.ts';

export const run: Run = async ({ arguments: [kind, given], options, print, cwd }) => {
  const title = String(given).replace(/\s+/g, ' ').trim();
  const config = await loadConfig(loadOptions(options));
  const collection = collectionFor(config, kind as CollectionKind);
  const path = join(config.contentDir, collection.folder, `${fileName(title)}.md`);
  const shown = relative(cwd, path);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, textOf(collection.kind, title), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw refusal('new-exists', `\`${shown}\` is there already`, 'choose another title');
  }
  print.result(safe`${shown}`);
  return exitStatus.ok;
};

function collectionFor(config: Config, kind: CollectionKind): CollectionConfig {
  const found = config.collections.find((one) => one.kind === kind);
  if (found !== undefined) return found;
  throw refusal(
    'new-collection',
    `the site has no collection of the kind \`${kind}\``,
    'add one to `collections` in the configuration',
  );
}

/** File systems take 255 bytes; a letter takes at most four. */
const longestName = 60;

function fileName(title: string): string {
  const name = Array.from(slug(title)).slice(0, longestName).join('').replace(/-+/g, '-');
  const trimmed = name.replace(/^[-_]+|-+$/g, '');
  if (trimmed !== '') return trimmed;
  throw refusal('new-title', `the title \`${title}\` gives no file name`, 'use letters or digits');
}

const bodies: Record<CollectionKind, string> = {
  post: 'What happened, and why.\n\n<!-- more -->\n\nThe rest of the story.\n',
  doc: 'What the reader can do after reading this page.\n',
  page: 'What this page is for.\n',
  runbook: `What somebody sees who needs this page.

## Check

\`\`\`console skip="to be written"
$ echo "the quick test"
the quick test
\`\`\`

## Fix

\`\`\`sh skip="to be written"
true
\`\`\`
`,
};

function textOf(kind: CollectionKind, title: string): string {
  const frontMatter = kind === 'post' ? { title, date: today(), tags: [] } : { title };
  return `---\n${stringify(frontMatter, { lineWidth: 0 })}---\n\n${bodies[kind]}`;
}
