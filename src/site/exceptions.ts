import { matchesStars } from '../model/star-pattern.ts';

/** Whether a link, as a page writes it, is one of those of which nothing is said. */
export function exceptionsOf(patterns: readonly string[]): (target: string) => boolean {
  return (target) => {
    const text = target.trim();
    return patterns.some((pattern) => matchesStars(pattern, text));
  };
}
