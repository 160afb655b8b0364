import type { BadgeWords } from '../model/badge-words.ts';

const texts = ['verified', 'failing', 'stale', 'unverified', 'runbook'] as const;

/**
 * The words of badges that a theme of the user's gives.
 * @param broken What is thrown where it throws, or gives what are no words.
 */
export function guardedBadges(
  give: () => BadgeWords,
  broken: (error: unknown) => Error,
): BadgeWords {
  const attempt = <Given>(run: () => Given): Given => {
    try {
      return run();
    } catch (error) {
      throw broken(error);
    }
  };
  return attempt(() => {
    const words: Partial<BadgeWords> | undefined = give();
    const missing = texts.find((name) => typeof words?.[name] !== 'string');
    if (missing !== undefined) throw new Error(`\`badgeWords()\` gave no text \`${missing}\``);
    const { proven } = words as BadgeWords;
    if (typeof proven !== 'function') throw new Error('`badgeWords()` gave no function `proven`');
    return {
      ...(words as BadgeWords),
      proven: (iso) =>
        attempt(() => {
          const said: unknown = proven(iso);
          if (typeof said === 'string') return said;
          throw new Error('`proven()` of `badgeWords()` gave no text');
        }),
    };
  });
}
