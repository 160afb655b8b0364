/**
 * The prompt that a line of a transcript begins with, and the space behind it; undefined for a line of
 * output. Prompts are literal; the longest that fits counts. A line may be a prompt alone.
 */
export function promptOf(line: string, prompts: readonly string[]): string | undefined {
  let found: string | undefined;
  for (const prompt of prompts) {
    if (prompt.length < (found?.length ?? 0) || !line.startsWith(prompt)) continue;
    if (line.length === prompt.length) found = prompt;
    else if (line.charAt(prompt.length) === ' ') found = `${prompt} `;
  }
  return found;
}
