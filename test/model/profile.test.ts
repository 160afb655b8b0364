import { describe, expect, it } from 'vitest';
import { createProfile, type ProfileData } from '../../src/model/profile.ts';

const ofThread: ProfileData = {
  phases: [{ name: 'render', ms: 5, count: 1 }],
  threads: [],
  plugins: [
    { name: 'remarkParse', ms: 3, count: 2 },
    { name: 'rehypeCode', ms: 4, count: 2 },
  ],
  pages: [{ id: 'posts/a', ms: 5 }],
};

describe('a profile', () => {
  it('has its phases one after the other, without a gap', () => {
    const began = performance.now();
    const profile = createProfile(began);
    for (const name of ['content', 'render', 'content']) profile.phase(name);
    const { phases } = profile.data();
    const passed = performance.now() - began;
    expect(phases.map(({ name, count }) => [name, count])).toEqual([
      ['content', 2],
      ['render', 1],
    ]);
    const sum = phases.reduce((total, { ms }) => total + ms, 0);
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThanOrEqual(passed);
  });

  it('begins its first phase when it is told to', () => {
    const profile = createProfile(performance.now() - 1000);
    profile.phase('start');
    expect(profile.data().phases[0]?.ms).toBeGreaterThanOrEqual(1000);
  });

  it('sums what other threads have measured, the slowest first', () => {
    const profile = createProfile();
    profile.plugin('rehypeCode', 1);
    profile.merge(ofThread);
    profile.merge(structuredClone(ofThread));
    const { phases, threads, plugins, pages } = profile.data();
    expect(phases).toEqual([]);
    expect(threads).toEqual([{ name: 'render', ms: 10, count: 2 }]);
    expect(plugins).toEqual([
      { name: 'rehypeCode', ms: 9, count: 5 },
      { name: 'remarkParse', ms: 6, count: 4 },
    ]);
    expect(pages).toEqual([{ id: 'posts/a', ms: 10 }]);
  });

  it('names the ten slowest pages', () => {
    const profile = createProfile();
    for (let at = 0; at < 30; at += 1) profile.page(`posts/${at}`, at);
    const { pages } = profile.data();
    expect(pages).toHaveLength(10);
    expect(pages[0]).toEqual({ id: 'posts/29', ms: 29 });
    expect(pages[9]).toEqual({ id: 'posts/20', ms: 20 });
  });
});
