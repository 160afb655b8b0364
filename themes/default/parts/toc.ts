import type { Heading } from '../../../src/model/page.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';

/** With fewer headings than this a table of contents is only noise. */
const fewest = 2;

/** The headings of levels 2 and 3, or those that the options want; `<details>` as the sidebar. */
export function toc(
  { t, options }: PageProps,
  { headings }: { readonly headings: readonly Heading[] },
): Html | undefined {
  const { from, to } = options.toc;
  const shown = headings.filter(({ depth }) => depth >= from && depth <= to);
  if (shown.length < fewest) return undefined;
  return html`
    <details class="toc">
    <summary>${t('onThisPage')}</summary>
    <nav aria-label="${t('onThisPage')}">
    <ul>
    ${lines(sections(shown).map(section))}
    </ul>
    </nav>
    </details>
  `;
}

interface Section {
  readonly heading: Heading;
  readonly parts: Section[];
}

/** A level 3 before every level 2 stands on its own. */
function sections(headings: readonly Heading[]): readonly Section[] {
  const found: Section[] = [];
  const open: Section[] = [];
  for (const heading of headings) {
    while ((open.at(-1)?.heading.depth ?? 0) >= heading.depth) open.pop();
    const made = { heading, parts: [] };
    (open.at(-1)?.parts ?? found).push(made);
    open.push(made);
  }
  return found;
}

function section({ heading, parts }: Section): Html {
  if (parts.length === 0) return html`<li>${link(heading)}</li>`;
  return html`
    <li>${link(heading)}
    <ul>
    ${lines(parts.map(section))}
    </ul>
    </li>
  `;
}

function link({ id, text }: Heading): Html {
  return html`<a href="#${encodeURIComponent(id)}">${text}</a>`;
}
