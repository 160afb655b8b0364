import type { Diagnostic } from '../model/diagnostic.ts';

const most = 20;

/** The problems as HTML for the page that the author looks at; every text in it is escaped. */
export function overlayMarkup(problems: readonly Diagnostic[]): string {
  const left = problems.length - most;
  return [
    '<section role="alert" aria-label="Problems of the build">',
    '<header><strong>Rutter could not build this</strong>',
    '<span>What you see is the last good site.</span>',
    '<button type="button" aria-label="Close">×</button></header>',
    ...problems.slice(0, most).map(problemMarkup),
    left > 0 ? `<p>… and ${left} more, in the terminal</p>` : '',
    '</section>',
  ].join('');
}

function problemMarkup(one: Diagnostic): string {
  const start = one.span?.start;
  const place =
    one.file === undefined
      ? ''
      : `<code>${escaped(one.file)}${start === undefined ? '' : `:${start.line}:${start.column}`}</code> `;
  const details = (one.details ?? []).map(escaped).join('\n');
  return [
    `<article class="${one.severity}">`,
    `<h2>${place}<b>${one.severity}</b> <i>${escaped(one.code)}</i></h2>`,
    `<p>${escaped(one.message)}</p>`,
    frameMarkup(one),
    details === '' ? '' : `<pre>${details}</pre>`,
    one.hint === undefined ? '' : `<p><b>hint:</b> ${escaped(one.hint)}</p>`,
    '</article>',
  ].join('');
}

function frameMarkup({ frame, span }: Diagnostic): string {
  if (frame === undefined || span === undefined) return '';
  const lines = frame.lines.map((line, index) => {
    const number = frame.first + index;
    const inside = number >= span.start.line && number <= span.end.line;
    const text = `${String(number).padStart(5)} │ ${escaped(line)}`;
    return inside ? `<mark>${text}</mark>` : text;
  });
  return `<pre>${lines.join('\n')}</pre>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

export const overlayStyle = `:host { all: initial; }
section {
  position: fixed; inset: auto 1rem 1rem; z-index: 2147483647; max-height: 80vh; overflow: auto;
  max-width: 60rem; margin: 0 auto; padding: 0 1.25rem 1rem; border-radius: 0.5rem;
  border-top: 0.3rem solid #d33; background: #1b1d22; color: #eceef2;
  font: 0.9rem/1.5 system-ui, sans-serif; box-shadow: 0 0.5rem 3rem #0008;
}
header {
  position: sticky; top: 0; display: flex; gap: 1rem; align-items: baseline;
  padding: 0.75rem 0; background: inherit;
}
header span { flex: 1; color: #a5abb8; }
button { font: inherit; font-size: 1.4rem; color: inherit; background: none; border: 0; cursor: pointer; }
h2 { margin: 0.75rem 0 0; font-size: inherit; font-weight: normal; }
h2 code { color: #8ecbff; }
h2 i { color: #a5abb8; font-style: normal; }
.error b { color: #ff8080; }
.warning b { color: #ffd070; }
p { margin: 0.25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
pre { margin: 0.5rem 0; padding: 0.5rem; overflow: auto; background: #111317; border-radius: 0.25rem;
  font: 0.85rem/1.5 ui-monospace, monospace; }
mark { background: #4a2024; color: inherit; }
`;
