import type { PageProps, ProseDetail } from '../contract.ts';
import { type Html, html, trusted } from '../html.ts';

/** The article's text as the pipeline made it, with the frames of its steps. */
export function prose(props: PageProps, { page, proof }: ProseDetail): Html {
  const parts = page.body.map((part, at) => {
    if (typeof part === 'string')
      return trusted(at === page.body.length - 1 ? withoutLastLines(part) : part);
    return proof === undefined
      ? trusted(part.html)
      : props.parts.step(props, { part, page, proof });
  });
  return html`
    <div class="prose">
    ${parts}
    </div>
  `;
}

/** A pattern would try each line end of the article. */
function withoutLastLines(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end -= 1;
  return text.slice(0, end);
}
