import type { Page } from '../../../src/model/page.ts';
import type { Proof } from '../../../src/model/site.ts';
import type { PageProps, ProseDetail } from '../contract.ts';
import { type Html, html, trusted, type Value } from '../html.ts';
import { ownLanguage } from './own-language.ts';

/** The article's text as the pipeline made it, with the frames of its steps. */
export function prose(props: PageProps, { page, proof }: ProseDetail): Html {
  const last = page.body.length - 1;
  const parts = page.body.map((part, at): Value => {
    if (typeof part !== 'string') {
      if (proof === undefined) return trusted(part.html);
      const expected = expectedAfter(at, page, proof);
      return props.parts.step(props, {
        part,
        page,
        proof,
        ...(expected === undefined ? {} : { expected: trusted(expected.trim()) }),
      });
    }
    const drawn = proof === undefined ? undefined : expectedAfter(at - 1, page, proof);
    const text = drawn === undefined ? part : part.slice(drawn.length);
    return trusted(at === last ? withoutLastLines(text) : text);
  });
  return html`
    <div class="prose"${ownLanguage(page, props.site)}>
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

const block = '<pre class="code[^>]* data-language="(?:output|text|json)"[^>]*>.*?</pre>';
const caption = '<figcaption>[^<]*</figcaption>';
const expectedBlock = new RegExp(
  `^\\s*(?:${block}|<figure class="code-figure">${caption}${block}</figure>)`,
  's',
);

/**
 * The block of expected output that directly follows a step, where its author wrote one that is shown:
 * as it begins the text after the step.
 */
function expectedAfter(at: number, { body }: Page, { runbook }: Proof): string | undefined {
  const [part, text] = [body[at], body[at + 1]];
  if (typeof part !== 'object' || typeof text !== 'string') return undefined;
  const step = runbook.steps.find(({ id }) => id === part.step);
  // In a transcript the output stands below its command.
  const isApart = step?.language !== 'console' && step?.commands.some(({ expect }) => expect);
  return isApart ? expectedBlock.exec(text)?.[0] : undefined;
}
