/** The simplest reader of RFC 4180 there is, letter by letter: what the fast one is compared with. */
export function parseSimply(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let position = 0;
  const endRow = (): void => {
    row.push(field);
    if (row.length > 1 || field !== '' || text[position - 1] === '"') rows.push(row);
    row = [];
    field = '';
  };
  while (position < text.length) {
    const letter = text[position];
    if (letter === '"' && field === '') {
      position++;
      while (position < text.length && (text[position] !== '"' || text[position + 1] === '"')) {
        if (text[position] === '"') position++;
        field += text[position++];
      }
      position++;
    } else if (letter === separator) {
      row.push(field);
      field = '';
      position++;
      if (position === text.length) break;
    } else if (letter === '\r' || letter === '\n') {
      endRow();
      position += letter === '\r' && text[position + 1] === '\n' ? 2 : 1;
    } else {
      field += letter;
      position++;
    }
  }
  if (field !== '' || row.length > 0 || text[position - 1] === '"') endRow();
  return rows;
}

/** Writes a table down; values that need quotes get them, and others when `quoteAll` says so. */
export function writeCsv(
  rows: readonly (readonly string[])[],
  { separator, lineEnd, quoteAll }: { separator: string; lineEnd: string; quoteAll: boolean },
): string {
  const write = (value: string): string => {
    const needsQuotes = quoteAll || value === '' || /["\r\n]/.test(value) || value.includes(separator);
    return needsQuotes ? `"${value.replaceAll('"', '""')}"` : value;
  };
  return rows.map((row) => row.map(write).join(separator) + lineEnd).join('');
}
