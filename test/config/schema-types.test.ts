import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { SchemaOutput, StandardSchema } from '../../src/index.ts';

test('the types of front matter and data follow from their schemas', () => {
  const recipe = z.object({ serves: z.number(), diet: z.enum(['any', 'vegan']).default('any') });
  expectTypeOf<SchemaOutput<typeof recipe>>().toEqualTypeOf<{
    serves: number;
    diet: 'any' | 'vegan';
  }>();
  expectTypeOf(recipe).toExtend<StandardSchema>();
  expectTypeOf<SchemaOutput<StandardSchema>>().toEqualTypeOf<unknown>();
});
