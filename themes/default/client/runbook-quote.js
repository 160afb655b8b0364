// Writes a value so that to a shell it is that value and nothing else. `writing`: how what stands around
// its place is quoted, as in `src/markdown/code/variables.ts`. Where a `!` could call for a line of the
// shell's history it is written in another way.
const plain = /^[\w./:@%+-][\w./:@%+=-]*$/;
// biome-ignore lint/correctness/noUnusedVariables: for the scripts that are joined behind it
const quote = (value, writing) => {
  // In a script that stands in single quotes.
  if (writing[1]) return quote(value, writing[0]).replaceAll("'", "'\\''");
  if (writing === 'b' && plain.test(value)) return value;
  if ('bq'.includes(writing)) return `'${value.replaceAll("'", "'\\''")}'`;
  const special = writing === 'h' ? /[\\$`]/g : /[\\$`"]/g;
  const text = value.replace(special, '\\$&').replaceAll('!', "$(printf '\\041')");
  return writing === 'g' ? `""${text}` : text;
};
