import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import type { PageView } from '../view.ts';
import { icon } from './icon.ts';

/**
 * What helps to work through a runbook, for the script: the bar with the step that a reader is at, the box
 * that each step gets, and the list of keys.
 */
export function work({ view, t }: PageProps<PageView>): Html | undefined {
  const { page, proof } = view;
  const isRunbook = page.kind === 'runbook' || page.frontmatter.runbook !== undefined;
  if (proof === undefined || !isRunbook || page.stepIds.length === 0) return undefined;
  const all = t('stepsDone', { done: '{done}', all: '{all}' });
  return html`
    <div class="work-place">
    <template id="page:work" data-digest="${proof.runbook.digest.slice(-16)}" data-count="${all}">
    <div class="work" role="group" aria-label="${t('workThrough')}">
    <p class="work-step"><strong></strong> <output class="work-count"></output></p>
    <button type="button" aria-label="${t('previousStep')}">${icon('up')}</button>
    <button type="button">${t('copy')}</button>
    <button type="button" aria-label="${t('nextStep')}">${icon('down')}</button>
    <button type="button" class="work-again" hidden>${icon('again')} <span>${t('startOver')}</span></button>
    <button type="button" class="work-help" aria-label="${t('keys')}">?</button>
    </div>
    <label class="step-tick"><input type="checkbox"> <span>${t('stepDone')}</span></label>
    <dialog class="work-keys" aria-labelledby="page:keys">
    <p class="work-keys-title" id="page:keys">${t('keys')}</p>
    <dl>
    <div><dt><kbd>j</kbd> <kbd>n</kbd></dt><dd>${t('nextStep')}</dd></div>
    <div><dt><kbd>k</kbd> <kbd>p</kbd></dt><dd>${t('previousStep')}</dd></div>
    <div><dt><kbd>c</kbd></dt><dd>${t('copyStep')}</dd></div>
    <div><dt><kbd>x</kbd></dt><dd>${t('tickStep')}</dd></div>
    <div><dt><kbd>?</kbd></dt><dd>${t('showKeys')}</dd></div>
    </dl>
    <p><label><input type="checkbox" checked> ${t('useKeys')}</label></p>
    <form method="dialog"><button>${t('close')}</button></form>
    </dialog>
    </template>
    </div>
  `;
}
