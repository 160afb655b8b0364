/** Whether a page may include a file. Nearly all do not, and are done here. */
export function mayInclude(text: string): boolean {
  return text.includes('@include') || text.includes('<<<') || emptyFence.test(text);
}

/** `file="./x"` of a fenced block. */
const emptyFence = /\bfile=["']?(?:\.\.?|@)\//;
