import { BYTE } from '../bytes.ts';
import { parseNumber } from '../parse-number.ts';
import type { RowCursor } from '../row-cursor.ts';
import type { CsvTable } from '../table.ts';
import { BytePattern } from './byte-pattern.ts';
import type { Comparison, Filter } from './filter.ts';

/** Whether a row of the file is wanted. */
export type RowTest = (row: number) => boolean;
/** Asked of the row that the cursor stands on. */
type Test = () => boolean;

const { isNaN: isNaNumber } = Number;

/** Turns a filter into a test of one row that makes no objects. The row is split once, as far as the filter looks. */
export function compileFilter(filter: Filter, table: CsvTable): RowTest {
  const cursor = table.newCursor(fieldsNeeded(filter, table));
  const rowAt = { row: 0 };
  const test = compile(filter, { table, cursor, rowAt });
  const needsFields = fieldsNeeded(filter, table) > 0;
  return (row) => {
    rowAt.row = row;
    if (needsFields) cursor.moveTo(row);
    return test();
  };
}

interface Context {
  readonly table: CsvTable;
  readonly cursor: RowCursor;
  readonly rowAt: { row: number };
}

/** How many fields from the left a filter looks at. */
function fieldsNeeded(filter: Filter, table: CsvTable): number {
  if (filter.kind === 'all' || filter.kind === 'any') {
    return filter.parts.reduce((most, part) => Math.max(most, fieldsNeeded(part, table)), 0);
  }
  if (filter.kind === 'not') return fieldsNeeded(filter.part, table);
  if (filter.kind !== 'anywhere') return filter.column.place + 1;
  return crossesFields(filter.text, table) ? table.columns.length : 0;
}

/** A text with a separator or a quote in it could be found where two fields meet: look at fields one by one. */
function crossesFields(text: string, table: CsvTable): boolean {
  return text.includes('"') || text.includes(String.fromCharCode(table.separator));
}

function compile(filter: Filter, context: Context): Test {
  switch (filter.kind) {
    case 'all':
      return joinAll(filter.parts.map((part) => compile(part, context)));
    case 'any':
      return joinAny(filter.parts.map((part) => compile(part, context)));
    case 'not': {
      const test = compile(filter.part, context);
      return () => !test();
    }
    case 'anywhere':
      return anywhere(filter.text, context);
    case 'empty':
      return atField(context.cursor, filter.column.place, (value) => value.start === value.end);
    case 'text':
      return textTest(filter, context);
    case 'same':
      return sameTest(filter, context);
    case 'number':
      return numberTest(filter, context);
    case 'date':
      return dateTest(filter, context);
  }
}

function joinAll(tests: readonly Test[]): Test {
  return () => {
    for (let index = 0; index < tests.length; index++) if (!tests[index]?.()) return false;
    return true;
  };
}

function joinAny(tests: readonly Test[]): Test {
  return () => {
    for (let index = 0; index < tests.length; index++) if (tests[index]?.()) return true;
    return false;
  };
}

function atField(cursor: RowCursor, place: number, test: (value: RowCursor) => boolean): Test {
  return () => {
    cursor.locate(place);
    return test(cursor);
  };
}

function anywhere(text: string, { table, cursor, rowAt }: Context): Test {
  const pattern = new BytePattern(text, table.dialect.encoding);
  if (!crossesFields(text, table)) {
    return () => pattern.find(table.bytes, cursor.rowStart(rowAt.row), cursor.rowEnd(rowAt.row)) >= 0;
  }
  return () => {
    for (let field = 0; field < cursor.fieldCount; field++) {
      cursor.locate(field);
      if (pattern.find(cursor.buffer, cursor.start, cursor.end) >= 0) return true;
    }
    return false;
  };
}

function textTest(filter: Filter & { kind: 'text' }, { table, cursor }: Context): Test {
  const pattern = new BytePattern(filter.text, table.dialect.encoding);
  const { place } = filter.column;
  if (filter.test === 'starts') return atField(cursor, place, (value) => pattern.startsAt(value));
  if (filter.test === 'ends') return atField(cursor, place, (value) => pattern.endsAt(value));
  return atField(cursor, place, (value) => pattern.find(value.buffer, value.start, value.end) >= 0);
}

/** The same text, or the same number written differently: 1,120.00 is 1120. */
function sameTest(filter: Filter & { kind: 'same' }, { table, cursor }: Context): Test {
  const { column, number } = filter;
  const pattern = new BytePattern(filter.text, table.dialect.encoding);
  if (isNaNumber(number)) return atField(cursor, column.place, (value) => pattern.equals(value));
  return atField(
    cursor,
    column.place,
    (value) => parseNumber(value, column.decimal) === number || pattern.equals(value),
  );
}

function numberTest(filter: Filter & { kind: 'number' }, { cursor }: Context): Test {
  const { comparison, number } = filter;
  const { place, decimal } = filter.column;
  const holds = comparer(comparison);
  // NaN stands for "no number" and answers false to every comparison.
  return atField(cursor, place, (value) => holds(parseNumber(value, decimal) - number));
}

/** Dates are compared as far as the filter writes them: all of January is "<= 2026-01". */
function dateTest(filter: Filter & { kind: 'date' }, { cursor }: Context): Test {
  const wanted = new TextEncoder().encode(filter.text);
  const holds = comparer(filter.comparison);
  return atField(cursor, filter.column.place, ({ buffer, start, end }) => {
    if (end === start || (buffer[start] ?? 0) <= BYTE.space) return false;
    for (let index = 0; index < wanted.length; index++) {
      if (start + index >= end) return holds(-1);
      const difference = (buffer[start + index] ?? 0) - (wanted[index] ?? 0);
      if (difference !== 0) return holds(difference);
    }
    return holds(0);
  });
}

/** What a difference must be like. */
function comparer(comparison: Comparison): (difference: number) => boolean {
  switch (comparison) {
    case '=':
      return (difference) => difference === 0;
    case '<>':
      return (difference) => difference !== 0;
    case '>':
      return (difference) => difference > 0;
    case '>=':
      return (difference) => difference >= 0;
    case '<':
      return (difference) => difference < 0;
    case '<=':
      return (difference) => difference <= 0;
  }
}
