import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NotATableError } from './dialect.ts';
import { allCells, openText } from './testing/open-text.ts';
import { parseSimply, writeCsv } from './testing/reference.ts';

const names = (text: string): string[] => openText(text).columns.map(({ name }) => name);

/** Values with everything in them that CSV treats in a special way, and letters of more than one byte. */
const value = fc
  .array(fc.constantFrom('a', 'b', '7', ' ', '"', '""', ',', ';', '\t', '|', '\n', '\r\n', 'ü', '漢', '🙂'), {
    maxLength: 6,
  })
  .map((letters) => letters.join(''));
const rectangle = fc
  .integer({ min: 2, max: 4 })
  .chain((columns) => fc.array(fc.array(value, { minLength: columns, maxLength: columns }), { minLength: 1 }));

test('reads back whatever was written, in every dialect and however it arrives', () => {
  const dialect = fc.record({
    separator: fc.constantFrom(',', ';', '\t', '|'),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    quoteAll: fc.boolean(),
  });
  fc.assert(
    fc.property(rectangle, dialect, fc.integer({ min: 1, max: 40 }), (cells, { separator, ...rest }, chunk) => {
      // Rows that leave no doubt about the separator.
      const sure = Array.from({ length: 200 }, () => cells[0]?.map(() => 'x') ?? []);
      const rows = [...sure, ...cells];
      const text = writeCsv(rows, { separator, ...rest });
      expect(allCells(openText(text, { hasHeadings: false, chunk }))).toEqual(rows);
      expect(parseSimply(text, separator)).toEqual(rows);
    }),
    { numRuns: 60 },
  );
});

test('reads any text the same way however it arrives, also where it is broken', () => {
  const letters = fc.array(fc.constantFrom('a', '1', '"', ',', '\n', '\r\n', ' '), { maxLength: 40 });
  fc.assert(
    fc.property(letters, fc.integer({ min: 1, max: 9 }), (parts, chunk) => {
      const text = parts.join('');
      const inPieces = openText(text, { hasHeadings: false, chunk });
      const atOnce = openText(text, { hasHeadings: false, chunk: 1_000 });
      expect(allCells(inPieces)).toEqual(allCells(atOnce));
      expect(inPieces.index).toEqual(atOnce.index);
    }),
    { numRuns: 300 },
  );
});

test('a quote inside a value is a letter; text behind a closing quote is shown as it is written', () => {
  const table = openText('size,name\n5" pipe,"big" one\n1,"a ""b"" c"\n');
  expect(allCells(table)).toEqual([
    ['5" pipe', '"big" one'],
    ['1', 'a "b" c'],
  ]);
});

test('says when a quote is never closed', () => {
  expect(openText('a,b\n1,"2\n3,4\n').index.unclosedQuote).toBe(true);
  expect(openText('a,b\n1,"2\n3,4"').index.unclosedQuote).toBe(false);
  expect(openText('a,b\n1,"2"""').index.unclosedQuote).toBe(false);
});

test('short and long rows are no mistake', () => {
  expect(allCells(openText('a,b\n1\n1,2,3\n'))).toEqual([
    ['1', '', ''],
    ['1', '2', '3'],
  ]);
});

test('empty lines are no rows, and the last line needs no end', () => {
  expect(allCells(openText('\r\na,b\r\n\r\n1,2\r\n\r\n3,4'))).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
});

test.each([
  ['comma', 'name,note\nx,"1;2;3"\ny,4;5;6\n'],
  ['semicolon', 'name;price\nx;1,50\ny;2,75\n'],
  ['tab', 'name\tprice\nx\t1,50\ny\t2,75\n'],
  ['bar', 'name|price\nx|1,50\ny|2,75\n'],
  ['carriage return', 'name,price\rx,1\ry,2\r'],
])('finds the dialect: %s', (_, text) => {
  expect(openText(text).columns).toHaveLength(2);
  expect(openText(text).rowCount).toBe(2);
});

test('a byte order mark is not part of the first name', () => {
  expect(names('\ufeffport,amount\nRiga,1\n')).toEqual(['port', 'amount']);
});

test('reads a file of an old Windows program', () => {
  const bytes = Uint8Array.from([...new TextEncoder().encode('name;sum\nM'), 0xfc, 0x80, 0x0a]);
  expect(allCells(openText(bytes))).toEqual([['Mü€', '']]);
});

test.each([
  ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0x00])],
  ['a picture', Uint8Array.from([0x89, 0x50, 0x00, 0x01])],
])('refuses %s with a way out', (_, bytes) => {
  expect(() => openText(bytes)).toThrow(NotATableError);
});

test.each([
  ['names above numbers', 'port,amount\nRiga,5\n', true],
  ['numbers only', '1,2\n3,4\n', false],
  ['a date first', '2026-01-01,x\n2026-01-02,y\n', false],
  ['the same word below', 'Riga,x\nGenoa,y\nRiga,z\n', false],
  ['an empty name', 'port,\nRiga,5\n', false],
])('finds out whether there is a heading: %s', (_, text, expected) => {
  expect(openText(text).hasHeadings).toBe(expected);
});

test('columns have different names, also where the file gives none', () => {
  const table = openText('x,X,,y\n1,2,3,4\n', { hasHeadings: true });
  expect(table.columns.map(({ name }) => name)).toEqual(['x', 'X (2)', 'Column 3', 'y']);
});

test('columns know what they hold', () => {
  const table = openText('id;day;amount;who\n007;2026-01-31;1.234,50;Ada\n8;2026-02-01;-3,25;Bo\n9;;;\n');
  const found = table.columns.map(({ kind, decimal, hasFractions }) => [kind, decimal, hasFractions]);
  expect(found).toEqual([
    ['number', '.', false],
    ['date', '.', false],
    ['number', ',', true],
    ['text', '.', false],
  ]);
});

test('an empty file is an empty table', () => {
  expect(openText('').rowCount).toBe(0);
  expect(openText('').columns).toEqual([]);
});

test('shows the beginning of a very long value', () => {
  const [cell = ''] = openText(`a,b\n${'x'.repeat(5_000)},1\n`).cells(1, [0]);
  expect(cell).toBe(`${'x'.repeat(500)}…`);
});
