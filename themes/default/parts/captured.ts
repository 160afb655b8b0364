import type { CommandResult } from '../../../src/model/report.ts';
import type { CapturedDetail, PageProps } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { runsTheSame } from '../step-changes.ts';
import type { StepProof } from '../step-state.ts';
import type { Translate } from '../words.ts';
import { diff } from './diff.ts';
import { groundName } from './ground.ts';
import { outcome } from './step-images.ts';
import { time, took } from './time.ts';

/**
 * What a step printed when it was last run, behind a summary; open where it failed. Of a single command
 * that did what was expected of it and said nothing there is nothing to show.
 */
export function captured({ t }: PageProps, { proof, several }: CapturedDetail): Html | undefined {
  const { image, state } = proof;
  const { evidence } = image;
  if (evidence === undefined || !('result' in state) || state.result === undefined)
    return undefined;
  const { commands, changes = [] } = state.result;
  if (commands.length === 0 && changes.length === 0) return undefined;
  const silent = commands.every(({ stdout, stderr }) => stdout === '' && stderr === '');
  const isStale = state.kind === 'stale';
  const printed = t(silent ? 'printedNothing' : 'printed');
  const date = time(evidence.startedAt, t);
  if (state.kind === 'passed' && silent && commands.length === 1) return undefined;
  const ranOther = isStale && !runsTheSame(state.step, state.result);
  return html`
    <details class="captured"${attribute('open', state.kind === 'failed')}>
    <summary>${several ? html`${outcome([proof], t)} <span class="captured-word">${printed}</span>` : html`<span>${t.html(isStale ? 'printedBeforeOn' : 'printedOn', { printed, date })}</span>`}</summary>
    ${several && html`<p class="captured-name">${provenance(proof, printed, t)}</p>`}
    ${changes.length > 0 && changed(changes, t)}
    ${ranOther && commands.length === 1 && html`<p class="captured-name">${t('ranThen')}</p>`}
    ${lines(commands.map((command) => result(command, commands.length > 1 || ranOther, t)))}
    </details>
  `;
}

function provenance(
  { image: { evidence }, state }: StepProof,
  printed: string,
  t: Translate,
): Html | undefined {
  if (evidence?.ground === undefined) return undefined;
  const said = {
    printed,
    date: time(evidence.startedAt, t),
    place: groundName(evidence.ground, t),
  };
  return t.html(state.kind === 'stale' ? 'printedBeforeInOn' : 'printedInOn', said);
}

/** What the second run of an idempotent step did to the files. */
function changed(changes: readonly string[], t: Translate): Html {
  return html`
    <p class="captured-name">${t('changedBySecondRun')}</p>
    <pre class="captured-text" tabindex="0"><samp>${changes.join('\n')}</samp></pre>
  `;
}

/** One command: its text where there are several, its streams, and how it ended. */
function result(command: CommandResult, several: boolean, t: Translate): Html {
  const { script, stdout, stderr, truncated } = command;
  return html`
    ${several && html`<pre class="captured-command" tabindex="0"><code>${script}</code></pre>`}
    ${command.diff !== undefined && diff(command.diff, t)}
    ${stream('stdout', stdout)}
    ${stream('stderr', stderr)}
    ${truncated && html`<p class="captured-end">${t('printedMore')}</p>`}
    <p class="captured-end">${t.html('endAfter', { end: end(command, t), duration: took(command.durationMs) })}</p>
  `;
}

/** `<samp>` also keeps a line end at the start of the text, which a parser drops right after `<pre>`. */
function stream(name: string, text: string): Html | false {
  return (
    text !== '' &&
    html`
      <p class="captured-name">${name}</p>
      <pre class="captured-text" tabindex="0"><samp>${text}</samp></pre>
    `
  );
}

function end({ ended, exitCode }: CommandResult, t: Translate): string {
  switch (ended) {
    case 'exit':
      // Something in the background that ran until it was stopped has none.
      return exitCode === undefined ? t('stoppedAtEnd') : t('exitStatus', { status: exitCode });
    case 'timeout':
      return t('stoppedAtTime');
    case 'output-limit':
      return t('stoppedAtOutput');
    case 'out-of-memory':
      return t('killedForMemory');
    case 'syntax-error':
      return t('notRunIncomplete');
    case 'sandbox-lost':
      return t('shellGone');
  }
}
