import { type Html, html } from '../html.ts';

/** A line of plain text in which an author may have put code between backticks, as in Markdown. */
export function phrase(text: string): Html {
  if (!text.includes('`')) return html`${text}`;
  return html`${text.split(/`([^`]+)`/).map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
