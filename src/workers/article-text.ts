import type { ArticleText } from '../model/article.ts';

/**
 * The text of an article as bytes: a line of JSON, and behind it the Markdown as it is, which few ask
 * for and nobody has to take out of JSON.
 */
export function textBytes({ markdown, ...rest }: ArticleText): Uint8Array {
  return Buffer.from(`${JSON.stringify(rest)}\n${markdown}`);
}

/** Of bytes that `textBytes` has made. Nothing is taken out of them before it is asked for. */
export function textOf(bytes: Uint8Array): ArticleText {
  return new KeptText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
}

class KeptText implements ArticleText {
  readonly #bytes: Buffer;
  readonly #end: number;
  #drawn: Omit<ArticleText, 'markdown'> | undefined;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#end = bytes.indexOf('\n');
  }

  get body(): ArticleText['body'] {
    return this.#parsed().body;
  }
  get headings(): ArticleText['headings'] {
    return this.#parsed().headings;
  }
  get markdown(): string {
    return this.#bytes.toString('utf8', this.#end + 1);
  }

  #parsed(): Omit<ArticleText, 'markdown'> {
    this.#drawn ??= JSON.parse(this.#bytes.toString('utf8', 0, this.#end));
    return this.#drawn as Omit<ArticleText, 'markdown'>;
  }
}
