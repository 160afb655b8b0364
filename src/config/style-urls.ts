const text = /"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/.source;
const url = /url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]*))\s*\)/.source;
/** What stands in a text is no `url()`, and begins no comment. */
const token = new RegExp(`${text}|${url}`, 'gi');
const textOrComment = new RegExp(`(${text})|/\\*[\\s\\S]*?(?:\\*/|$)`, 'g');

/** A `url()` of a style sheet that does not mean the same wherever the sheet is published. */
export interface StyleUrl {
  /** Of the whole `url(…)`: UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** Of what stands in it. */
  readonly at: number;
  readonly target: string;
  /** The path of a file relative to the sheet's own, decoded; absent of a path of the site (`/x`). */
  readonly path?: string | undefined;
  /** What follows the path: a query or a fragment. */
  readonly rest: string;
}

export function styleUrls(css: string): readonly StyleUrl[] {
  return [...withoutComments(css).matchAll(token)].flatMap((match) => {
    const [whole, double, single, plain] = match;
    const target = double ?? single ?? plain ?? '';
    if (target === '' || target.startsWith('#') || /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(target))
      return [];
    const [, path = '', rest = ''] = /^([^?#]*)(.*)$/.exec(target) ?? [];
    const start = match.index;
    return [
      {
        ...{ start, end: start + whole.length, at: start + whole.indexOf(target), target, rest },
        ...(path.startsWith('/') ? {} : { path: decoded(path) }),
      },
    ];
  });
}

/** As long as it was. */
export function withoutComments(css: string): string {
  return css.replace(textOrComment, (whole, text) => text ?? ' '.repeat(whole.length));
}

/** Likewise, of what has no comments any more. */
export function withoutTexts(css: string): string {
  return css.replace(new RegExp(text, 'g'), (whole) => ' '.repeat(whole.length));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
