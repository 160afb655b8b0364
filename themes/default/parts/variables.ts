import type { Variable } from '../../../src/model/runbook.ts';
import type { PageProps, ProofDetail } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { shellWord } from '../shell-word.ts';
import type { Translate } from '../words.ts';
import { type Language, ownLanguage } from './own-language.ts';
import { phrase } from './phrase.ts';

/**
 * The values that readers fill into the commands: names, meanings and examples, and the line that gives
 * them to a shell. The script puts fields in the place of the examples.
 */
export function variables({ site, t }: PageProps, { page, proof }: ProofDetail): Html | undefined {
  const { variables: all = [] } = proof.runbook;
  if (all.length === 0) return undefined;
  const language = ownLanguage(page, site);
  return html`
    <section class="variables" aria-labelledby="page:variables" data-example="${t('valueExample')}" data-own="${t('valueOwn')}" data-link="${t('valueOfLink')}" data-refused="${t('valueRefused')}" data-wrong="${t('valueWrong')}">
    <div class="variables-head">
    <p class="variables-title" id="page:variables">${t('variables')}</p>
    <button type="button" class="variables-keep" hidden>${t('keepValues')}</button>
    <button type="button" hidden>${t('resetValues')}</button>
    <a class="variables-link" hidden>${t('linkOfValues')}</a>
    </div>
    <dl class="variables-list">
    ${lines(all.map((one) => row(one, language, t)))}
    </dl>
    <p class="variables-shell">${t('setInShell')}</p>
    <div class="prose">
    <pre class="code" data-language="sh" tabindex="0"><code class="language-sh">${all.map(exported)}</code></pre>
    </div>
    </section>
  `;
}

/** The field is shown by the script. A colon, for no heading of an article gets an id with one. */
function row(
  { name, label, description, pattern, ...one }: Variable,
  language: Language,
  t: Translate,
): Html {
  const id = `value:${name}`;
  return html`
    <div class="variable" data-name="${name}"${attribute('data-pattern', pattern)}>
    <dt id="${id}"${language}><code>${name}</code>${label !== undefined && html` <span class="variable-label">${label}</span>`}</dt>
    <dd class="variable-value"><code>${one.default}</code><input value="${one.default}" placeholder="${one.default}" maxlength="200" dir="ltr" autocomplete="off" autocapitalize="off" spellcheck="false" aria-labelledby="${id}" aria-describedby="${id}:about" hidden></dd>
    <dd class="variable-about" id="${id}:about"><span class="variable-state">${t('valueExample')}</span>${description !== undefined && html` <span${language}>${phrase(description)}</span>`}</dd>
    </div>
  `;
}

function exported({ name, ...one }: Variable, at: number): Html {
  return html`${at > 0 && '\n'}<span class="line"><span class="tok-keyword">export</span> ${name}=<span class="var" data-in="b" data-var="${name}">${shellWord(one.default)}</span></span>`;
}
