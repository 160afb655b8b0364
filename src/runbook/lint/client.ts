import type { Finding, LintedScript, Rule } from './finding.ts';
import type { Simple } from './shell/tree.ts';
import { nameOf, pipelinesOf, placedItems } from './walk.ts';

/** `weak-check`: a client that ends with 0 also where the server refuses what it is asked. */
export const client: Rule = ({ step, scripts }) => {
  if (step.role === 'teardown') return [];
  return scripts.flatMap((script) =>
    placedItems(script.script).flatMap(({ item, where }) => {
      // While something is waited for, any answer may do; in `$( … )` it is looked at.
      if (where === 'condition' || where === 'substitution') return [];
      const followed = item.rest.map(({ operator }) => operator);
      return pipelinesOf(item).flatMap(({ commands }, index) => {
        const isPiped = commands.length > 1;
        const isAsked = followed[index] === '&&';
        return commands.flatMap((command) => {
          if (command.kind !== 'simple') return [];
          if (!isPiped && !isAsked && isHttpUnread(command, script)) return [http(command, script)];
          return isSqlUnread(command, script, isPiped) ? [sql(command, script)] : [];
        });
      });
    }),
  );
};

/** `curl URL` without `-f`, and nobody reads what it answers. */
function isHttpUnread(command: Simple, script: LintedScript): boolean {
  if (nameOf(command) !== 'curl' || command.opensFile) return false;
  const written = command.words.slice(1).map(({ start, end }) => script.text.slice(start, end));
  const isFailing = written.some((word) => /^-(?:-fail|-help|-version|[a-zA-Z]*[fhVK])/.test(word));
  if (isFailing || written.some((word) => otherScheme.test(word))) return false;
  if (hidesOptions(written)) return false;
  const target = written[written.findIndex((word) => /^-(?:-output$|[a-zA-Z]*o$)/.test(word)) + 1];
  const isSaved = written.some((word) => /^-(?:-remote-name|-output|[a-zA-Z]*[oO])/.test(word));
  const isCode = written.some((word) => /^-(?:-write-out|[a-zA-Z]*w)/.test(word));
  if (isSaved && target !== '/dev/null') return false;
  const call = script.text.slice(command.start, command.end);
  const isThrownAway = (isSaved && !isCode) || /(?:^|[^2\d])>\s*\/dev\/null/.test(call);
  return isThrownAway || !script.isOutputCompared;
}

const otherScheme = /^["']?(?!https?:)[a-z]{2,10}:\/\//;

/** `curl $OPTIONS https://…`: there may be a `-f` in it. */
function hidesOptions(written: readonly string[]): boolean {
  if (written.some((word) => /^"?\$\{\w+\[@/.test(word))) return true;
  const isVariable = (word: string) => /^\$\{?\w+\}?$/.test(word);
  return written.some(isVariable) && written.some((word) => !isVariable(word) && !/^-/.test(word));
}

function http(command: Simple, script: LintedScript): Finding {
  return {
    code: 'weak-check',
    span: script.spanOf(command),
    message: '`curl` ends with 0 also where the server answers with an error',
    hint: 'add `-f`, or say in an `output` block what is answered',
  };
}

/** `psql` that reads statements goes on after one that fails, and ends with 0. */
function isSqlUnread(command: Simple, script: LintedScript, isPiped: boolean): boolean {
  if (nameOf(command) !== 'psql' || script.isOutputCompared) return false;
  if (script.text.includes('ON_ERROR_STOP')) return false;
  const call = script.text.slice(command.start, command.end);
  if (/\s(?:-[a-zA-Z]*f|--file\b)/.test(call) || call.includes('<')) return true;
  const asks = /\s(?:-[a-zA-Z]*[clVL]\b|--(?:command|list|version))/.test(call);
  return isPiped && !asks;
}

function sql(command: Simple, script: LintedScript): Finding {
  return {
    code: 'weak-check',
    span: script.spanOf(command),
    message: '`psql` goes on after a statement that fails, and ends with 0',
    hint: 'add `-v ON_ERROR_STOP=1`',
  };
}
