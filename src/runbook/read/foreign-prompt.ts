/** Programs that ask for what is typed, by what they ask with; none of it is a shell's. */
const programs: readonly {
  readonly prompt: RegExp;
  readonly name: string;
  readonly call: string;
}[] = [
  { prompt: /^>>> \S/, name: 'Python', call: 'python3 {}' },
  { prompt: /^\w{1,63}[=-][#>] \S/, name: 'psql', call: 'psql -f {}' },
  { prompt: /^mysql> \S/, name: 'MySQL', call: 'mysql' },
  { prompt: /^MariaDB \[[^\]]{1,64}\]> \S/, name: 'MariaDB', call: 'mariadb' },
  { prompt: /^sqlite> \S/, name: 'SQLite', call: 'sqlite3 app.db' },
  { prompt: /^irb\([^)]{1,40}\)\S{0,20}> \S/, name: 'irb', call: 'ruby {}' },
];

/** What to do about a line that was typed at the prompt of a program, and not of a shell. */
export function foreignPrompt(
  line: string,
): { readonly name: string; readonly hint: string } | undefined {
  const found = programs.find(({ prompt }) => prompt.test(line));
  return (
    found && {
      name: found.name,
      hint: `write what is typed there as a block of its own, with \`run interpreter="${found.call}"\``,
    }
  );
}
