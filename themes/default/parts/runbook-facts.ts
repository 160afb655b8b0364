import type { Page } from '../../../src/model/page.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html, type Value } from '../html.ts';
import { lines } from '../lines.ts';
import { ownLanguage } from './own-language.ts';
import { phrase } from './phrase.ts';

/** How one tells that the page is the one to open, and who answers for it. */
export function runbookFacts(
  { site, t }: PageProps,
  { page }: { readonly page: Page },
): Html | undefined {
  const { symptoms, owner } = page.frontmatter;
  if (symptoms.length === 0 && owner === undefined) return undefined;
  const language = ownLanguage(page, site);
  return html`
    <dl class="runbook-facts">
    ${symptoms.length > 0 && fact(t('symptoms'), html`<ul${language}>\n${lines(symptoms.map((one) => html`<li>${phrase(one)}</li>`))}\n</ul>`)}
    ${owner !== undefined && fact(t('owner'), html`<span${language}>${phrase(owner)}</span>`)}
    </dl>
  `;
}

function fact(name: string, value: Value): Html {
  return html`<div><dt>${name}</dt> <dd>${value}</dd></div>`;
}
