import type { CommandResult, Evidence } from '../../../src/model/report.ts';
import { attribute, type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { StepProof } from '../step-state.ts';
import { diff } from './diff.ts';
import { groundName } from './ground.ts';
import { duration, time } from './time.ts';

/** What a step printed when it was last run, behind a summary; open where it failed. */
export function captured({ image, state }: StepProof, several: boolean): Html | undefined {
  const { evidence } = image;
  if (evidence === undefined || !('result' in state) || state.result === undefined)
    return undefined;
  const { commands, changes = [] } = state.result;
  const silent = commands.every(({ stdout, stderr }) => stdout === '' && stderr === '');
  if (commands.length === 0 && changes.length === 0) return undefined;
  return html`
    <details class="captured"${attribute('open', state.kind === 'failed')}>
    <summary>${silent ? 'Printed nothing' : 'What it printed'}${state.kind === 'stale' && ', before it was changed,'}${several && place(evidence)} on ${time(evidence.startedAt)}</summary>
    ${changes.length > 0 && changed(changes)}
    ${lines(commands.map((command) => result(command, commands.length > 1)))}
    </details>
  `;
}

/** What the second run of an idempotent step did to the files. */
function changed(changes: readonly string[]): Html {
  return html`
    <p class="captured-name">Changed by its second run</p>
    <pre class="captured-text"><samp>${changes.join('\n')}</samp></pre>
  `;
}

function place({ ground }: Evidence): string {
  return ground === undefined ? '' : ` in ${groundName(ground)}`;
}

/** One command: its text where there are several, its streams, and how it ended. */
function result(command: CommandResult, several: boolean): Html {
  const { script, stdout, stderr, truncated } = command;
  return html`
    ${several && html`<pre class="captured-command"><code>${script}</code></pre>`}
    ${command.diff !== undefined && diff(command.diff)}
    ${stream('stdout', stdout)}
    ${stream('stderr', stderr)}
    ${truncated && html`<p class="captured-end">It printed more than is kept here.</p>`}
    <p class="captured-end">${end(command)} after ${duration(command.durationMs)}</p>
  `;
}

/** `<samp>` also keeps a line end at the start of the text, which a parser drops right after `<pre>`. */
function stream(name: string, text: string): Html | false {
  return (
    text !== '' &&
    html`
      <p class="captured-name">${name}</p>
      <pre class="captured-text"><samp>${text}</samp></pre>
    `
  );
}

function end({ ended, exitCode }: CommandResult): string {
  switch (ended) {
    case 'exit':
      // Something in the background that ran until it was stopped has none.
      return exitCode === undefined ? 'stopped at the end' : `exit status ${exitCode}`;
    case 'timeout':
      return 'stopped at its time limit';
    case 'output-limit':
      return 'stopped at the limit of output';
    case 'out-of-memory':
      return 'killed for want of memory';
    case 'syntax-error':
      return 'not run: the command is not complete';
    case 'sandbox-lost':
      return 'its shell was gone';
  }
}
