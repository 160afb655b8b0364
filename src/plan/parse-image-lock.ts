import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { type SourceFile, spanAt } from '../model/source.ts';

/** Digests (`sha256:…`) of images by reference. */
export type ImageDigests = Readonly<Record<string, string>>;

export interface ParsedLock {
  /** Absent where a line was wrong. Has no prototype: references come from pages. */
  readonly digests?: ImageDigests | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

const mostProblems = 20;
const entryPattern =
  /^ {2}(["']?)([A-Za-z0-9][A-Za-z0-9._:/@-]{0,4095})\1: (["']?)(sha256:[0-9a-f]{64})\3$/;

export const lockAgain = 'remove the file and run `rutter verify --lock`';

/**
 * Reads the text of `rutter.lock`: YAML, of which just the form that we write is taken, so that a file
 * of any size and depth is read line by line. Each line that is something else is a diagnostic.
 */
export function parseImageLock(source: SourceFile): ParsedLock {
  const digests: Record<string, string> = Object.create(null);
  const diagnostics: Diagnostic[] = [];
  const complain = (line: Line, { message, hint = lockAgain }: Complaint): void => {
    const span = spanAt(source.text, line.offset, line.offset + line.text.length);
    diagnostics.push(diagnosticAt(source, span, { code: 'lock-invalid', message, hint }));
  };
  const [version, images, ...entries] = linesOf(source.text);
  const flaw = flawOfHead(version, images);
  if (flaw !== undefined) {
    const { line, ...complaint } = flaw;
    if (line !== undefined) complain(line, complaint);
    else diagnostics.push(diagnosticAt(source, undefined, { code: 'lock-invalid', ...complaint }));
    return { diagnostics };
  }
  for (const line of entries) {
    const entry = entryIn(line.text);
    if ('message' in entry) complain(line, entry);
    else if (entry.image in digests) {
      complain(line, { message: `the image \`${entry.image}\` is here twice` });
    } else digests[entry.image] = entry.digest;
    if (diagnostics.length === mostProblems) break;
  }
  return diagnostics.length === 0 ? { digests, diagnostics } : { diagnostics };
}

interface Complaint {
  readonly message: string;
  readonly hint?: string | undefined;
}

interface Line {
  readonly text: string;
  readonly offset: number;
}

/** Lines without the white space at their ends; those that are empty or comments left out. */
function linesOf(text: string): readonly Line[] {
  let offset = 0;
  return text.split('\n').flatMap((whole) => {
    const line = { text: whole.trimEnd(), offset };
    offset += whole.length + 1;
    return line.text === '' || /^\s*#/.test(line.text) ? [] : [line];
  });
}

function flawOfHead(
  version: Line | undefined,
  images: Line | undefined,
): (Complaint & { readonly line?: Line | undefined; readonly hint: string }) | undefined {
  const hint = lockAgain;
  if (version?.text !== 'version: 1') {
    if (version === undefined) return { message: endsBefore('version: 1'), hint };
    const isOther = /^version: \d+$/.test(version.text);
    const message = isOther
      ? 'this version of the lock file is not known'
      : 'expected `version: 1`';
    return { line: version, message, hint };
  }
  if (images === undefined) return { message: endsBefore('images:'), hint };
  if (images.text === 'images:' || images.text === 'images: {}') return undefined;
  return { line: images, message: 'expected `images:`', hint };
}

function endsBefore(what: string): string {
  return `the lock file ends before \`${what}\``;
}

function entryIn(line: string): { readonly image: string; readonly digest: string } | Complaint {
  if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line)) {
    return {
      message: 'a merge of git was left half done here',
      hint: 'take either side, then run `rutter verify --lock`',
    };
  }
  const [, , image, , digest] = entryPattern.exec(line) ?? [];
  if (image !== undefined && digest !== undefined) return { image, digest };
  return { message: 'expected an image and its digest, such as `  "debian:12": "sha256:…"`' };
}
