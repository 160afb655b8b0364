import { z } from 'zod';
import type { Badge } from '../model/report.ts';
import type { StatusFile } from '../model/status-file.ts';
import { coverageSchema, groundSchema, pastRunSchema } from './schema.ts';

const count = z.int().nonnegative();
const instant = z.iso.datetime({ precision: 0 });
const state = z.enum(['verified', 'failing', 'stale', 'unverified']);

const imageSchema = z.object({
  image: z.string().optional().meta({
    description: 'As the page asks for it; absent where it asks for none.',
  }),
  state,
  ground: groundSchema.optional(),
  startedAt: instant.optional(),
  durationMs: count.optional(),
  provenSince: instant.optional().meta({
    description: 'When the unbroken row of passes of these very steps began.',
  }),
  flaky: z.boolean().meta({ description: 'A step of it did not pass at once.' }),
  failedStep: z
    .object({ number: z.int().positive(), name: z.string().optional() })
    .optional()
    .meta({ description: 'Absent where none failed, or the page shows it no more.' }),
  history: z.array(pastRunSchema).readonly().meta({ description: 'The newest run is the last.' }),
});

const runbookSchema = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string(),
  badge: z.string().meta({ description: 'The URL of its badge.' }),
  description: z.string().optional(),
  owner: z.string().optional(),
  tags: z.array(z.string()).readonly(),
  state,
  lastProven: instant.optional().meta({
    description: 'When the image that has waited longest last passed; absent where one never did.',
  }),
  lastRun: instant.optional(),
  durationMs: count.optional().meta({ description: 'Of the last run in each image, together.' }),
  steps: count,
  changedSteps: z.array(z.int().positive()).readonly().meta({
    description:
      'The numbers of the steps that changed since they ran, of a stale page; hidden ones are left out.',
  }),
  images: z.array(imageSchema).readonly().meta({
    description:
      'One for each image that the page asks for; of a page that asks for none, one without a name.',
  }),
});

/** The file as the model has it; a test and the types below hold the two equal. */
export const statusSchema = z
  .object({
    $schema: z.string(),
    schema: z.literal(1),
    site: z.string().meta({ description: 'The title of the site.' }),
    title: z.string().meta({ description: 'The title of the index.' }),
    language: z.string(),
    url: z.string().meta({
      description: 'Of the index; absolute where the site says where it is, else a path.',
    }),
    badge: z.string(),
    state: state.meta({ description: 'That of the runbook that needs somebody most.' }),
    counts: z
      .object({ verified: count, failing: count, stale: count, unverified: count } satisfies Record<
        Badge,
        z.ZodType
      >)
      .meta({ description: 'How many runbooks are in each state.' }),
    coverage: coverageSchema,
    runbooks: z.array(runbookSchema).readonly().meta({
      description: 'The one that needs somebody most is the first.',
    }),
  })
  .meta({ title: 'Rutter status', description: 'The state of a collection of runbooks.' });

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
/** Does not compile when the schema and the model's type part ways. */
export const statusMatchesModel: Same<z.infer<typeof statusSchema>, StatusFile> = true;

/**
 * The published JSON Schema of `status.json`; `src/report/schema/status.json` is its text. Other than
 * the code it lets pass what it does not know: later versions may say more.
 */
export function publishedStatusSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(statusSchema, { io: 'input' }), undefined, 2)}\n`;
}
