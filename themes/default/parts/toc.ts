import type { Heading } from '../../../src/model/page.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';

/** With fewer headings than this a table of contents is only noise. */
const fewest = 2;

/** The headings of levels 2 and 3; `<details>` as the sidebar. */
export function toc(
  { t }: PageProps,
  { headings }: { readonly headings: readonly Heading[] },
): Html | undefined {
  const shown = headings.filter(({ depth }) => depth === 2 || depth === 3);
  if (shown.length < fewest) return undefined;
  return html`
    <details class="toc">
    <summary>${t('onThisPage')}</summary>
    <nav aria-label="${t('onThisPage')}">
    <ul>
    ${lines(sections(shown).map(({ heading, parts }) => section(heading, parts)))}
    </ul>
    </nav>
    </details>
  `;
}

interface Section {
  readonly heading: Heading;
  readonly parts: Heading[];
}

/** A level 3 before every level 2 stands on its own. */
function sections(headings: readonly Heading[]): readonly Section[] {
  const found: Section[] = [];
  for (const heading of headings) {
    const above = found.at(-1);
    if (heading.depth === 3 && above?.heading.depth === 2) above.parts.push(heading);
    else found.push({ heading, parts: [] });
  }
  return found;
}

function section(heading: Heading, parts: readonly Heading[]): Html {
  if (parts.length === 0) return html`<li>${link(heading)}</li>`;
  return html`
    <li>${link(heading)}
    <ul>
    ${lines(parts.map((part) => html`<li>${link(part)}</li>`))}
    </ul>
    </li>
  `;
}

function link({ id, text }: Heading): Html {
  return html`<a href="#${encodeURIComponent(id)}">${text}</a>`;
}
