/** A mistake in a CSV file. Offsets are UTF-16 indices. */
export interface CsvProblem {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly range: { readonly start: number; readonly end: number };
}

export type CsvRecord = Readonly<Record<string, string>>;

interface Cell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads CSV by RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180) with a header: of each further line a
 * record by the names of the header, all values texts. Lines that are empty are passed over.
 */
export function parseCsv(
  text: string,
): { readonly records: readonly CsvRecord[] } | { readonly problem: CsvProblem } {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = cellAt(text, at);
    if ('message' in cell) return { problem: cell };
    row.push(cell);
    at = cell.end;
    if (text[at] === ',') {
      at += 1;
      // A comma at the end of the file has an empty cell behind it.
      if (at === text.length) row.push({ text: '', start: at, end: at });
      else continue;
    } else {
      if (text[at] === '\r') at += 1;
      if (text[at] === '\n') at += 1;
    }
    if (row.length > 1 || row[0]?.text !== '') rows.push(row);
    row = [];
  }
  return recordsOf(rows);
}

function cellAt(text: string, start: number): Cell | CsvProblem {
  if (text[start] !== '"') {
    const rest = /[,\r\n]/g;
    rest.lastIndex = start;
    const end = rest.exec(text)?.index ?? text.length;
    const plain = text.slice(start, end);
    const quote = plain.indexOf('"');
    if (quote === -1) return { text: plain, start, end };
    return {
      message: 'a quote stands inside of a cell that is not quoted',
      hint: 'put the whole cell in quotes, and write each quote in it twice',
      range: { start: start + quote, end: start + quote + 1 },
    };
  }
  let inner = '';
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) {
      return {
        message: 'the quote that begins a cell is not closed',
        hint: 'close it, or write a quote inside of a cell twice',
        range: { start, end: start + 1 },
      };
    }
    inner += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const end = quote + 1;
      if (end === text.length || /[,\r\n]/.test(text.charAt(end)))
        return { text: inner, start, end };
      return {
        message: 'a cell goes on behind its closing quote',
        hint: 'write a quote inside of a cell twice',
        range: { start: quote, end: quote + 1 },
      };
    }
    inner += '"';
    from = quote + 2;
  }
}

function recordsOf([header, ...rows]: readonly (readonly Cell[])[]) {
  const names = header ?? [];
  const seen = new Set<string>();
  for (const { text, start, end } of names) {
    const name = text.trim();
    const range = { start, end };
    if (name === '') return { problem: { message: 'a column has no name', range } };
    if (name === '__proto__') return { problem: { message: 'no column may be called so', range } };
    if (seen.has(name))
      return { problem: { message: `two columns are called \`${name}\``, range } };
    seen.add(name);
  }
  const columns = [...seen];
  const records: CsvRecord[] = [];
  for (const row of rows) {
    if (row.length !== columns.length) {
      const [first, last] = [row[0], row.at(-1)];
      return {
        problem: {
          message: `the line has ${row.length} cells, and the header has ${columns.length}`,
          hint: 'put a cell that has a comma in it in quotes',
          range: { start: first?.start ?? 0, end: last?.end ?? 0 },
        },
      };
    }
    records.push(Object.fromEntries(columns.map((name, index) => [name, row[index]?.text ?? ''])));
  }
  return { records };
}
