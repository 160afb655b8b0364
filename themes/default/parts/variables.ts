import type { Step, Variable } from '../../../src/model/runbook.ts';
import { shownNumber } from '../../../src/model/step-number.ts';
import { fragmentOf, stepAnchor } from '../anchor.ts';
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
    ${lines(all.map((one) => row(one, { page, proof, language, t })))}
    </dl>
    <p class="variables-shell">${t('setInShell')}</p>
    <div class="prose">
    <pre class="code" data-language="sh" tabindex="0"><code class="language-sh">${all.map(exported)}</code></pre>
    </div>
    </section>
  `;
}

interface Context extends ProofDetail {
  readonly language: Language;
  readonly t: Translate;
}

/** The field is shown by the script. A colon, for no heading of an article gets an id with one. */
function row({ name, label, description, ...one }: Variable, context: Context): Html {
  const { language, t } = context;
  const id = `value:${name}`;
  const { typed, linked } = rulesOf(one.pattern, isTwice(name, context));
  return html`
    <div class="variable" data-name="${name}" data-pattern="${typed}" data-linked="${linked}">
    <dt id="${id}"${language}><code>${name}</code>${label !== undefined && html` <span class="variable-label">${label}</span>`}</dt>
    <dd class="variable-value"><code>${one.default}</code><input value="${one.default}" placeholder="${one.default}" maxlength="200" dir="ltr" autocomplete="off" autocapitalize="off" spellcheck="false" aria-labelledby="${id}" aria-describedby="${id}:about" hidden></dd>
    <dd class="variable-about" id="${id}:about"><span class="variable-state">${t('valueExample')}</span>${description !== undefined && html` <span${language}>${phrase(description)}</span>`} ${fitting({ name, ...one }, context)} <span class="variable-unsent" hidden>${t('valueUnsent')}</span>${needing(name, context)}</dd>
    </div>
  `;
}

/** Text that is itself to a shell also when it is read twice: as `plainValue`, without a dash before it. */
const plain = '[\\w.\\/:@%+][\\w.\\/:@%+=\\-]*';
/** Of a link, which anybody may have written: no address, no option, no file, and none above or hidden. */
const careful = '(?!.*\\/[.\\/])\\w[\\w.\\/:@%+\\-]*';

/** Regular expressions that a whole value has to match which is typed, or comes with a link. */
function rulesOf(pattern: string | undefined, twice: boolean): { typed: string; linked: string } {
  if (pattern === undefined) return { typed: twice ? plain : '[^\\-].*', linked: careful };
  return { typed: pattern, linked: twice ? `(?=(?:${plain})$)(?:${pattern})` : pattern };
}

function isTwice(name: string, { proof }: ProofDetail): boolean {
  return proof.runbook.steps.some(({ twice = [] }) => twice.includes(name));
}

/** What a value has to be like. What nearly every value is is said where one is not. */
function fitting({ name, pattern, hint }: Variable, context: Context): Html {
  const { language, t } = context;
  if (hint !== undefined)
    return html`<span class="variable-fits"${language}>${phrase(hint)}</span>`;
  if (pattern !== undefined) {
    return html`<span class="variable-fits">${t.html('valueMatches', { pattern: html`<code>${pattern}</code>` })}</span>`;
  }
  const twice = isTwice(name, context);
  const words = twice
    ? t.html('valuePlain', { signs: html`<code>_ . / : @ % + = -</code>` })
    : t('valueLine');
  // Without the theme's styles it would stand there of every value.
  return html`<span class="${twice ? 'variable-fits' : 'variable-fits is-usual'}"${attribute('hidden', !twice)}>${words}</span>`;
}

/** The steps that ask the shell itself for it. */
function needing(name: string, { page, proof, t }: Context): Html | undefined {
  const { runbook } = proof;
  const steps = runbook.steps.filter(({ needs = [], hidden }) => !hidden && needs.includes(name));
  if (steps.length === 0) return undefined;
  const link = (step: Step, at: number) => {
    const number = shownNumber(step, runbook) ?? step.number;
    const href = fragmentOf(stepAnchor(step, page));
    return html`${at > 0 && ', '}<a href="${href}">${t('thatStep', { number })}</a>`;
  };
  return html` <span class="variable-steps">${t.html('exportFor', { steps: html`${steps.map(link)}` })}</span>`;
}

function exported({ name, ...one }: Variable, at: number): Html {
  return html`${at > 0 && '\n'}<span class="line"><span class="tok-keyword">export</span> ${name}=<span class="var" data-in="b" data-var="${name}">${shellWord(one.default)}</span></span>`;
}
