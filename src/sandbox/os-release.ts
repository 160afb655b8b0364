/** The keys of an os-release file that are used here (os-release(5)). */
export interface OsRelease {
  readonly id: string;
  readonly versionId: string;
  readonly codename: string;
  /** Such as `Debian GNU/Linux 12 (bookworm)`. */
  readonly prettyName: string;
  /** Such as `Debian 12`. */
  readonly shortName: string;
}

const longestValue = 200;

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  const plain = (quoted?.[2] ?? value).replace(/\\([\\"'$`])/g, '$1');
  // It comes from inside an image: one printable line, whatever it says.
  return plain.replace(/\p{C}/gu, '').slice(0, longestValue);
}

/** Reads an os-release file; a key that is not there is empty. */
export function parseOsRelease(text: string): OsRelease {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([A-Z0-9_]+)=(.*)$/.exec(line.trim());
    if (match?.[1]) values.set(match[1], unquote(match[2] ?? ''));
  }
  const id = values.get('ID') ?? '';
  const versionId = values.get('VERSION_ID') ?? '';
  const name = values.get('NAME') || id || 'Linux';
  const brief = name.replace(/ (?:GNU\/Linux|Linux)$/, '');
  return {
    id,
    versionId,
    codename: values.get('VERSION_CODENAME') ?? '',
    prettyName: values.get('PRETTY_NAME') || name,
    shortName: versionId ? `${brief} ${versionId}` : brief,
  };
}
