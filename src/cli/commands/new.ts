import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { slug } from 'github-slugger';
import { stringify } from 'yaml';
import { loadConfig } from '../../config/load.ts';
import type { CollectionConfig, CollectionKind, Config } from '../../model/config.ts';
import { UserError } from '../../model/diagnostic.ts';
import type { SourceFile } from '../../model/source.ts';
import type { Run } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { loadOptions } from '../load-options.ts';
import { archetypeOf } from '../new/archetype.ts';
import { placeOf } from '../new/place.ts';
import { refusal } from '../refusal.ts';
import { safe } from '../safe-text.ts';
import { today } from '../today.ts';

export const run: Run = async ({ arguments: [asked, given], options, print, cwd }) => {
  const title = String(given).replace(/\s+/g, ' ').trim();
  const config = await loadConfig(loadOptions(options));
  const { collection, folder } = placeOf(String(asked), config);
  const name = fileName(title);
  const path = join(config.contentDir, folder, `${name}.md`);
  const shown = relative(cwd, path);
  const archetype = archetypeOf(config, folder, collection);
  const text =
    archetype === undefined
      ? textOf(collection.kind, title)
      : await filled(archetype, { title, name, collection, config });
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw refusal('new-exists', `\`${shown}\` is there already`, 'choose another title');
  }
  print.result(safe`${shown}`);
  return exitStatus.ok;
};

interface NewPage {
  readonly title: string;
  readonly name: string;
  readonly collection: CollectionConfig;
  readonly config: Config;
}

/** @throws UserError for an archetype that no page comes of. */
async function filled(archetype: SourceFile, page: NewPage): Promise<string> {
  const { title, name, collection, config } = page;
  const date = today();
  const [year = '', month = '', day = ''] = date.split('-');
  const { fillIn } = await import('../new/placeholders.ts');
  const made = fillIn(archetype, {
    ...{ title, slug: name, date, year, month, day },
    collection: collection.name,
    kind: collection.kind,
    author: config.site.author ?? '',
    site: config.site.title,
  });
  if (made.diagnostics !== undefined) throw new UserError(made.diagnostics);
  return made.text.endsWith('\n') ? made.text : `${made.text}\n`;
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
