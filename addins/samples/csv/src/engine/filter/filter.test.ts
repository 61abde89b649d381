import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runAtOnce } from '../steps.ts';
import { openText } from '../testing/open-text.ts';
import { writeCsv } from '../testing/reference.ts';
import { FilterError } from './filter-error.ts';
import { filterRows } from './filter-rows.ts';
import { parseFilter } from './parse-filter.ts';

const LEDGER = openText(
  `Date,Port,"Amount, EUR",State,Due date
2026-01-04,Rotterdam,"4,812.50",paid,2026-02-01
2026-01-04,Antwerp,"1,120.00",open,
2026-01-05,Genoa,9330.10,paid,2026-02-03
2026-01-05,New York,640,"late, again",2026-03-01
2026-02-06,Gdańsk,n/a,open,2026-03-04
2026-02-07,"Port ""A""",-20,paid,
`,
  { chunk: 1_000 },
);

/** Numbers of the rows that pass, from 1. */
function rows(text: string, table = LEDGER): number[] {
  const passed = runAtOnce(filterRows(table, parseFilter(text, table.columns)));
  return Array.from({ length: passed.count }, (_, place) => passed.at(place));
}

function refusal(text: string): string {
  try {
    parseFilter(text, LEDGER.columns);
  } catch (thrown) {
    if (thrown instanceof FilterError) return thrown.message;
    throw thrown;
  }
  throw new Error(`"${text}" was taken`);
}

test.each([
  ['', [1, 2, 3, 4, 5, 6]],
  ['port = Rotterdam', [1]],
  ['PORT = rotterdam', [1]],
  ['port = New York', [4]],
  ['port = "New York"', [4]],
  ['port <> Rotterdam and port != Genoa', [2, 4, 5, 6]],
  ['Amount, EUR > 1,000', [1, 2, 3]],
  ['"Amount, EUR" >= 1120', [1, 2, 3]],
  ['[Amount, EUR] < 0', [6]],
  ['Amount, EUR = 1120', [2]],
  ['Amount, EUR = n/a', [5]],
  ['Amount, EUR <= 640', [4, 6]],
  ['port = Rotterdam or amount, eur > 5000', [1, 3]],
  ['state = paid and (port = genoa or port = rotterdam)', [1, 3]],
  ['state = paid and not port = genoa', [1, 6]],
  ['state = open or state = paid and port = genoa', [2, 3, 5]],
  ['port contains ER', [1, 2]],
  ['port starts with g', [3, 5]],
  ['port ends with "york"', [4]],
  ['port contains gdańsk', [5]],
  ['port contains GDAŃSK', [5]],
  [
    'port contains "A"',
    [1, 2, 3, 5, 6]
      .filter((row) => row !== 3)
      .concat(3)
      .sort(),
  ],
  ['due date is empty', [2, 6]],
  ['due date is not empty and state = paid', [1, 3]],
  ['date > 2026-01-04', [3, 4, 5, 6]],
  ['date <= 2026-01', [1, 2, 3, 4]],
  ['date >= 2026-02-07', [6]],
  ['rotterdam', [1]],
  ['New York', [4]],
  ['"late, again"', [4]],
  ['again or genoa', [3, 4]],
  ['port', [6]],
  ['漢', []],
])('%s', (text, expected) => {
  expect(rows(text)).toEqual(expected);
});

test('a text is not found where two values meet', () => {
  expect(rows('"Rotterdam,4"')).toEqual([]);
});

test.each([
  ['prot = Genoa', 'There is no column "prot". Did you mean "Port"?'],
  ['harbour = Genoa', 'The columns are Date, Port, Amount, EUR, State, Due date.'],
  ['port =', 'After "=" comes a value, for example Port = a text.'],
  ['amount, eur >', 'After ">" comes a value, for example Amount, EUR > 100.'],
  ['amount, eur > lots', 'To look for text write Amount, EUR contains lots.'],
  ['port = Genoa and', 'After "and" comes another condition, for example Amount, EUR > 100.'],
  ['and port = Genoa', 'A condition begins with a column or a text'],
  ['(port = Genoa', 'The "(" is not closed'],
  ['port = Genoa)', 'There is a ")" without a "("'],
  ['()', 'Write a condition between "(" and ")"'],
  ['port = "Genoa', 'The quote is not closed'],
  ['port = > 5', 'One comparison at a time'],
  ['> 5', 'A condition begins with a column or a text'],
  ['port is Genoa', 'To compare write Port = and a value.'],
])('teaches: %s', (text, expected) => {
  expect(refusal(text)).toContain(expected);
});

test('brackets without end are refused, not followed', () => {
  expect(refusal('('.repeat(100_000))).toContain('too many brackets');
  expect(() => parseFilter('not '.repeat(100_000), LEDGER.columns)).toThrow(FilterError);
});

test('finds the rows that a simple search finds', () => {
  const word = fc.array(fc.constantFrom('a', 'B', 'ß', 'É', 'é', 'Я', 'я', 'x', ' '), { maxLength: 5 });
  const text = word.map((letters) => letters.join(''));
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 }), text, (cells, wanted) => {
      fc.pre(wanted.trim() === wanted && wanted !== '');
      const csv = writeCsv([['one', 'two'], ...cells], { separator: ',', lineEnd: '\n', quoteAll: false });
      const table = openText(csv, { hasHeadings: true, chunk: 1_000 });
      const has = (value: string): boolean => value.toLowerCase().includes(wanted.toLowerCase());
      const expected = cells.flatMap(([, two], index) => (has(two) ? [index + 1] : []));
      expect(rows(`two contains "${wanted}"`, table)).toEqual(expected);
      const anywhere = cells.flatMap((row, index) => (row.some(has) ? [index + 1] : []));
      expect(rows(`"${wanted}"`, table)).toEqual(anywhere);
    }),
  );
});

test('compares numbers as JavaScript does', () => {
  const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
  const cells = fc.array(number, { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(cells, number, fc.constantFrom('>', '>=', '<', '<=', '='), (numbers, limit, sign) => {
      const table = openText(`n,x\n${numbers.map((each) => `${each},`).join('\n')}\n`, {
        chunk: 1_000,
        hasHeadings: true,
      });
      const holds = {
        '>': (each: number) => each > limit,
        '>=': (each: number) => each >= limit,
        '<': (each: number) => each < limit,
        '<=': (each: number) => each <= limit,
        '=': (each: number) => each === limit,
      }[sign];
      const expected = numbers.flatMap((each, index) => (holds?.(each) ? [index + 1] : []));
      expect(rows(`n ${sign} ${limit}`, table)).toEqual(expected);
    }),
  );
});
