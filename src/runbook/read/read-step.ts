import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { Step } from '../../model/runbook.ts';
import type { StepAttributes } from './attribute-reader.ts';
import { readAttributes } from './attributes.ts';
import type { Block } from './block.ts';
import { attributeSpan } from './block-span.ts';
import { readBody } from './step-body.ts';
import type { StepContext } from './step-context.ts';
import { stopProblem } from './stop.ts';

export interface ReadStep {
  readonly step: Omit<Step, 'digest'>;
  readonly diagnostics: readonly Diagnostic[];
}

/** How long a step waits before it is tried again, where it does not say it. */
const pauseMs = 1000;

/** One block as a step. What is wrong with it is told and left out. */
export function readStep(block: Block, context: StepContext): ReadStep {
  const { source, number } = context;
  const { attributes, diagnostics } = readAttributes(source, block, context.services);
  const body = readBody(block, attributes, context);
  const { name, title, role, timeoutMs, skip, weak, conditions, tags } = attributes;
  const wrongStop = attributes.stop && stopProblem(attributes.stop, [...context.earlier.values()]);
  const step: Omit<Step, 'digest'> = {
    id: name ?? `step-${number}`,
    number,
    ...(name === undefined ? {} : { name }),
    ...(title === undefined ? {} : { title }),
    ...(role === undefined ? {} : { role }),
    language: body.language,
    span: block.span,
    commands: body.commands,
    ...(body.file === undefined ? {} : { file: body.file }),
    ...(body.interpreter === undefined ? {} : { interpreter: body.interpreter }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...repetition(attributes),
    ...(wrongStop || !attributes.stop ? {} : { stops: attributes.stop }),
    ...(conditions.length === 0 ? {} : { conditions }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(weak === undefined ? {} : { weak }),
    ...(skip === undefined ? {} : { skip }),
    hidden: attributes.hidden,
  };
  const stopped = wrongStop
    ? [
        diagnosticAt(source, attributeSpan(source, block, 'stop'), {
          code: 'runbook-attribute-invalid',
          ...wrongStop,
        }),
      ]
    : [];
  return { step, diagnostics: [...diagnostics, ...stopped, ...body.diagnostics] };
}

function repetition(attributes: StepAttributes): Pick<Step, 'background' | 'retry' | 'idempotent'> {
  const { background, ready, retry, everyMs, idempotent } = attributes;
  return {
    ...(background ? { background: ready === undefined ? {} : { ready } } : {}),
    ...(retry === undefined ? {} : { retry: { times: retry, everyMs: everyMs ?? pauseMs } }),
    ...(idempotent ? { idempotent } : {}),
  };
}
