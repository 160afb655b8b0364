import { isMap, parseDocument, visit } from 'yaml';
import { findFence } from '../../content/fence.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import { nearest } from '../../model/nearest.ts';
import { type SourceFile, spanAt } from '../../model/source.ts';

/** What a new page is filled in with, by the names of the placeholders. */
export type Values = Readonly<Record<string, string>>;

export type FilledIn =
  | { readonly text: string; readonly diagnostics?: undefined }
  | { readonly diagnostics: readonly Diagnostic[] };

/** `{{ name }}`, not behind a backslash; `${{ … }}` belongs to somebody else. */
const placeholder = /(\\?)(?<!\$)\{\{([^{}\n]*)\}\}/g;

/**
 * Puts values into a template. In front matter each becomes a text of that language, however it has to
 * be quoted there; in Markdown it stands as it is. `\{{` is `{{`.
 */
export function fillIn(template: SourceFile, values: Values): FilledIn {
  const unknown = [...template.text.matchAll(placeholder)].filter(
    ([, slash, name = '']) => slash === '' && !Object.hasOwn(values, name.trim()),
  );
  if (unknown.length > 0) {
    return { diagnostics: unknown.map((match) => notKnown(template, match, values)) };
  }
  const { text } = template;
  const fence = findFence(text);
  if (fence.kind !== 'found') return { text: plainly(text, values) };
  const inner = withoutEmpty(text.slice(fence.start, fence.end), values);
  const front = fence.language === 'yaml' ? inYaml(inner, values) : inQuotes(inner, values);
  if (front === undefined) {
    const problem = diagnosticAt(template, spanAt(text, fence.start, fence.end), {
      code: 'archetype-invalid',
      message: 'the front matter of the archetype cannot be parsed',
      hint: 'a placeholder stands where a value stands, such as `title: {{ title }}`',
    });
    return { diagnostics: [problem] };
  }
  return { text: text.slice(0, fence.start) + front + plainly(text.slice(fence.end), values) };
}

/** A key whose whole value would be nothing, as the author of a site that names none, is left out. */
function withoutEmpty(text: string, values: Values): string {
  return text.replace(
    /^[\w-]+[ \t]*[:=][ \t]*(["']?)\{\{([^{}\n]*)\}\}\1[ \t]*\r?\n/gm,
    (line, _quote: string, name: string) => (values[name.trim()] === '' ? '' : line),
  );
}

function notKnown(template: SourceFile, match: RegExpExecArray, values: Values): Diagnostic {
  const [written, , padded = ''] = match;
  const name = padded.trim();
  const guess = nearest(name, Object.keys(values));
  const known = Object.keys(values).join(', ');
  return diagnosticAt(template, spanAt(template.text, match.index, match.index + written.length), {
    code: 'archetype-placeholder',
    message: `nothing is known that could stand for \`${written}\``,
    hint:
      guess === undefined
        ? `the names are ${known}; to mean the braces themselves write \`\\{{\``
        : `did you mean \`{{ ${guess} }}\`?`,
  });
}

function plainly(text: string, values: Values): string {
  return text.replace(placeholder, (written, slash: string, name: string) =>
    slash === '' ? (values[name.trim()] ?? '') : written.slice(1),
  );
}

/** A word that stands for a placeholder while the YAML around it is read. */
const mark = (name: string): string => `placeholder-${name}-of-rutter`;
const marks = /placeholder-(\w+)-of-rutter/g;

function inYaml(text: string, values: Values): string | undefined {
  const marked = text.replace(placeholder, (written, slash: string, name: string) =>
    slash === '' ? mark(name.trim()) : written.slice(1),
  );
  if (marked === text) return text;
  const document = parseDocument(marked, { schema: 'core', version: '1.2', logLevel: 'silent' });
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents))) {
    return undefined;
  }
  visit(document, {
    Scalar(key, scalar) {
      const { value } = scalar;
      if (typeof value !== 'string' || !value.includes('placeholder-')) return;
      scalar.value = value.replace(marks, (_, name: string) => values[name] ?? '');
      // A key stays one line, however long it is.
      if (key === 'key') scalar.type = 'PLAIN';
    },
  });
  const made = document.toString({ lineWidth: 0, flowCollectionPadding: false }).trim();
  // What is left stands in comments.
  return `\n${made.replace(marks, (_, name: string) => values[name] ?? '')}\n`;
}

/** TOML and JSON: both know the escapes of JSON in double quotes. A day needs no quotes in TOML. */
function inQuotes(text: string, values: Values): string {
  let before = 0;
  let inString = false;
  return text.replace(placeholder, (written, slash: string, name: string, at: number) => {
    const passed = text.slice(before, at).replaceAll(/\\./g, '');
    if (passed.split('"').length % 2 === 0) inString = !inString;
    before = at + written.length;
    if (slash !== '') return written.slice(1);
    const value = JSON.stringify(values[name.trim()] ?? '');
    return inString ? value.slice(1, -1) : value;
  });
}
