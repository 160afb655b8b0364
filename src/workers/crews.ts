import type { Config } from '../model/config.ts';
import type { Profile } from '../model/profile.ts';
import { type Crew, startCrew, threadsFor } from './crew.ts';

/** The threads of one build: started when there is work for them, and once. */
export interface Crews extends AsyncDisposable {
  /** There will be about so many pages to render: threads can load while they are looked for. */
  expect(pages: number): void;
  /** Threads for so many pages; undefined where they are better rendered or drawn here. */
  forPages(pages: number): Crew | undefined;
}

/** @param profile is told at the end where the time of the threads has gone. */
export function createCrews(
  config: Config,
  storeFolder: string,
  jobs: number | undefined,
  profile?: Profile,
): Crews {
  let crew: Crew | undefined;
  const start = (pages: number): void => {
    crew ??= startCrew(config, storeFolder, threadsFor(pages, jobs), profile !== undefined);
  };
  return {
    expect: start,
    forPages(pages) {
      start(pages);
      return pages < 2 ? undefined : crew;
    },
    async [Symbol.asyncDispose]() {
      // Threads that failed tell nothing.
      const measured = profile && (await crew?.measured().catch(() => undefined));
      for (const data of measured ?? []) profile?.merge(data);
      await crew?.[Symbol.asyncDispose]();
    },
  };
}
