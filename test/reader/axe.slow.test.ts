import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium, describeWith } from '../requirements.ts';
import { axeFinds } from './axe.ts';
import { type Ground, layGround } from './ground.ts';
import { layouts } from './reader-site.ts';

describeWith(chromium(), 'axe', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await layGround();
  });
  afterAll(() => ground?.close());

  test.each(Object.entries(layouts))('finds nothing in: %s', async (_, url) => {
    // Colours that are on their way to others have no contrast yet.
    const page = await ground.open({ reducedMotion: 'reduce' });
    await page.goto(url);
    const found = await axeFinds(page);
    await page.context().close();
    expect(found).toEqual([]);
  });

  test('and no page complains', () => expect(ground.complaints).toEqual([]));
});
