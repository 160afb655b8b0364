import { z } from 'zod';
import type { DiagnosticCode } from '../model/codes.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Coverage, Evidence, Report, ShardRecord } from '../model/report.ts';
import type { Ground } from '../model/sandbox.ts';

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const count = z.int().nonnegative();
const instant = z.iso.datetime({ precision: 0 });

const pointSchema = z.object({ line: count, column: count, offset: count });
const spanSchema = z.object({ start: pointSchema, end: pointSchema });

const diagnosticSchema = z.object({
  // Any word: a report of another version may know other codes.
  code: z.string() as unknown as z.ZodType<DiagnosticCode>,
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  hint: z.string().exactOptional(),
  file: z.string().exactOptional(),
  span: spanSchema.exactOptional(),
  frame: z.object({ first: count, lines: z.array(z.string()).readonly() }).exactOptional(),
  details: z.array(z.string()).readonly().exactOptional(),
  related: z
    .array(z.object({ message: z.string(), file: z.string(), span: spanSchema.exactOptional() }))
    .readonly()
    .exactOptional(),
});

export const groundSchema = z
  .object({
    engine: z.enum(['docker', 'bubblewrap']),
    engineVersion: z.string(),
    image: z.string().optional(),
    imageDigest: z.string().optional(),
    system: z.string(),
    architecture: z.string(),
    name: z.string(),
  })
  .meta({ description: 'What the runbook really ran in; absent when it did not run.' });

const commandSchema = z.object({
  script: z.string(),
  exitCode: z.int().optional(),
  expectedExit: z.int(),
  ended: z.enum([
    'exit',
    'timeout',
    'output-limit',
    'out-of-memory',
    'syntax-error',
    'sandbox-lost',
  ]),
  stdout: z.string().meta({ description: 'Text for people: no terminal controls, bounded.' }),
  stderr: z.string(),
  truncated: z.boolean(),
  durationMs: count,
  passed: z.boolean(),
  diff: z
    .string()
    .optional()
    .meta({ description: 'Unified diff of expected and actual output, where they differ.' }),
});

const stepSchema = z.object({
  id: z.string(),
  number: z.int().positive(),
  name: z.string().optional(),
  digest,
  status: z.enum(['passed', 'failed', 'skipped', 'not-run']),
  reason: z.string().optional().meta({ description: 'Why it was skipped or not run.' }),
  durationMs: count,
  commands: z.array(commandSchema).readonly(),
  attempts: z.int().positive().optional().meta({
    description: 'How often it was tried, where more than once. If it passed, it is flaky.',
  }),
  changes: z.array(z.string()).readonly().optional().meta({
    description: 'What the second run of an idempotent step changed.',
  }),
});

/** A report as the model has it; a test and the types below hold the two equal. */
export const reportSchema = z.object({
  schema: z.literal(1),
  runbook: z.string().meta({ description: "The runbook's id." }),
  title: z.string(),
  file: z.string().meta({ description: "The page's path relative to the root of the site." }),
  image: z
    .string()
    .optional()
    .meta({ description: 'The image as the page asks for it; absent where it names none.' }),
  ground: groundSchema.optional(),
  sourceDigest: digest,
  runbookDigest: digest,
  startedAt: instant,
  durationMs: count,
  status: z.enum(['passed', 'failed', 'error', 'not-run']),
  reason: z.string().optional().meta({ description: 'For `error` and `not-run`.' }),
  steps: z.array(stepSchema).readonly(),
  diagnostics: z.array(diagnosticSchema).readonly(),
  cached: z.boolean().optional().meta({
    description: 'It was not run this time: `startedAt` is when it passed.',
  }),
  partial: z.boolean().optional().meta({
    description: 'Only a part of the steps was asked for, so it proves nothing of the page.',
  }),
});

export const pastRunSchema = z.object({
  startedAt: instant,
  status: z.enum(['passed', 'failed']),
  durationMs: count,
});

export const evidenceSchema = reportSchema.extend({
  provenSince: instant.optional(),
  history: z.array(pastRunSchema).readonly().optional(),
});

export const coverageSchema = z
  .object({
    run: count,
    skipped: count,
    plain: count.meta({ description: 'Shell blocks that are no steps.' }),
  })
  .meta({ description: 'What becomes of the shell blocks of the pages, where that is known.' });

const summarySchema = z.object({
  runbooks: count,
  runs: count.meta({ description: 'Reports: a runbook runs once in each of its images.' }),
  brokenPages: count.meta({ description: 'Pages that were not run because of mistakes in them.' }),
  passed: count,
  failed: count,
  error: count,
  notRun: count,
  steps: count,
  // What reports of earlier versions do not have may be absent.
  flaky: count.optional().meta({
    description:
      'Runs in which a step did not pass at once. They are among the passed ones, or failed later.',
  }),
  cached: count.optional().meta({
    description: 'Runs that were not made this time, as they are known to pass; among the passed.',
  }),
  skippedSteps: count.optional().meta({ description: 'Steps that pages skip, with a reason.' }),
  coverage: coverageSchema.optional(),
  durationMs: count,
  exitCode: count,
});

/** A report from elsewhere must not make us count for ever. */
const mostShards = 10_000;

const shardSchema = z
  .object({
    index: z.int().positive().max(mostShards),
    count: z.int().positive().max(mostShards),
    plan: digest.meta({ description: 'Of the whole plan: the shards of one run agree in it.' }),
    runs: z
      .array(z.string())
      .readonly()
      .meta({ description: 'Every run of the whole plan, as `runbook@image`.' }),
  })
  .meta({ description: 'Which share of a plan the run was; absent where it was all of it.' });

/** All that one run of `verify` found: what `rutter verify --json` prints. */
export const runSchema = z
  .object({
    schema: z.literal(1),
    summary: summarySchema,
    reports: z.array(reportSchema).readonly(),
    diagnostics: z
      .array(diagnosticSchema)
      .readonly()
      .meta({ description: 'What was found outside the reports, such as pages with mistakes.' }),
    shard: shardSchema.optional(),
  })
  .meta({ title: 'Rutter verify report', description: 'What one run of `rutter verify` found.' });

export type RunSummary = z.infer<typeof summarySchema>;
export type RunReport = z.infer<typeof runSchema>;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** Does not compile when a schema and the model's type part ways. */
export const schemasMatchModel: readonly [
  Same<z.infer<typeof diagnosticSchema>, Diagnostic>,
  Same<z.infer<typeof groundSchema>, Ground>,
  Same<z.infer<typeof reportSchema>, Report>,
  Same<z.infer<typeof evidenceSchema>, Evidence>,
  Same<z.infer<typeof shardSchema>, ShardRecord>,
  Same<z.infer<typeof coverageSchema>, Coverage>,
] = [true, true, true, true, true, true];

/** The published JSON Schema of `runSchema`; `src/report/schema/report.json` is its text. */
export function publishedSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(runSchema), undefined, 2)}\n`;
}
