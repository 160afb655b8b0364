import { z } from 'zod';
import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { type Finding, findingsOf, keyPath } from '../model/findings.ts';
import type { FolderItem, FolderMeta } from '../model/folder.ts';
import type { Cascade } from '../model/page.ts';
import { type SourceFile, spanAt } from '../model/source.ts';
import type { KnownKeys } from './known-keys.ts';
import { type DataProblem, plainData } from './plain-data.ts';
import { checkCascade, isSlip } from './validate.ts';
import { parseYaml } from './yaml.ts';

export interface ReadFolderMeta {
  readonly meta: FolderMeta;
  readonly cascade?: Cascade | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Every `error` is what is expected, as it follows "must be". */
const text = z.string({ error: 'text' });
const filled = text.trim().min(1, { error: 'text that is not empty' });
const order = z.number({ error: 'a number' });
const itemForm = 'the name of a file or a folder, `{name, label}` or `{label, link}`';
const linkForm = 'a path of the site such as "/about/", or a URL of the web';
const link = z
  .string({ error: linkForm })
  .regex(/^(?:\/(?!\/)[^\s\\]*|https?:\/\/[^\s\\]+)$/i, { error: linkForm });
const item = z.union(
  [
    filled,
    z.strictObject({ name: filled, label: filled.optional() }),
    z.strictObject({ label: filled, link }),
  ],
  { error: itemForm },
);
const items = z
  .array(item, { error: 'a list of names, in their order' })
  .max(1000, { error: 'a list of at most 1000 names' });
const schema = z.strictObject(
  {
    title: filled.optional(),
    order: order.optional(),
    weight: order.optional(),
    collapsed: z.boolean({ error: '`true` or `false`' }).optional(),
    items: items.optional(),
    cascade: z.record(z.string(), z.unknown(), { error: 'a group of keys' }).optional(),
  },
  { error: 'a group of keys' },
);

/** Reads what a folder says of itself. What is wrong is told and left out. */
export function readFolderMeta(source: SourceFile, known: KnownKeys): ReadFolderMeta {
  const { path, text } = source;
  const parsed = parseYaml(text);
  const at = (range: { readonly start: number; readonly end: number }) =>
    spanAt(text, range.start, Math.min(range.end, text.length));
  const told = (finding: Finding): Diagnostic => {
    const range = parsed.locate(finding.path);
    return diagnosticAt(source, range && at(range), {
      code: finding.unknownKey ? 'folder-unknown-key' : 'folder-invalid',
      severity: isSlip(finding) ? 'warning' : 'error',
      message: finding.message,
      hint: finding.hint,
    });
  };
  if (parsed.problems.length > 0) {
    const diagnostics = parsed.problems.map(({ message, hint, range }) =>
      diagnosticAt(source, at(range), {
        code: 'folder-invalid',
        message: message.replaceAll('the front matter', 'the file'),
        hint,
      }),
    );
    return { meta: { path, items: [] }, diagnostics };
  }
  const { data: value, problems } = plainData(parsed.value ?? {});
  const data: unknown = Array.isArray(value) ? { items: value } : value;
  const first = schema.safeParse(data);
  const findings = first.success ? [] : findingsOf(first.error, schema, data);
  const isGroup = typeof data === 'object' && data !== null;
  const wrong = new Set(findings.map((finding) => finding.path[0]));
  const rest = isGroup
    ? Object.fromEntries(Object.entries(data).filter(([key]) => !wrong.has(key)))
    : {};
  const checked = first.success ? first.data : schema.parse(rest);
  const { cascade, findings: inCascade } =
    checked.cascade === undefined
      ? { cascade: undefined, findings: [] }
      : checkCascade(checked.cascade, known);
  const spanOf = (index: number) => {
    const range = parsed.locate(Array.isArray(value) ? [index] : ['items', index]);
    return range && at(range);
  };
  return {
    meta: {
      path,
      title: checked.title,
      order: checked.order ?? checked.weight,
      collapsed: checked.collapsed,
      items: (checked.items ?? []).map((one, index) => itemOf(one, spanOf(index))),
    },
    cascade,
    diagnostics: [...problems.map(unsound), ...findings, ...inCascade].map(told),
  };
}

function unsound({ path, message }: DataProblem): Finding {
  const name = path.length === 0 ? 'the file' : `\`${keyPath(path)}\``;
  return { path, message: `${name} ${message}`, unknownKey: false };
}

function itemOf(
  item: z.infer<typeof items>[number],
  span: ReturnType<typeof spanAt> | undefined,
): FolderItem {
  if (typeof item !== 'string' && 'link' in item) return item;
  const { name, label } = typeof item === 'string' ? { name: item, label: undefined } : item;
  const bare = name.replace(/^\.\//, '').replace(/\/$|\.(?:md|markdown)$/i, '');
  return { name: bare, ...(label === undefined ? {} : { label }), ...(span && { span }) };
}
