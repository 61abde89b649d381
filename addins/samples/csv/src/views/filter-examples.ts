import { quoteName } from '../engine/filter/parse-filter.ts';
import type { CsvTable } from '../engine/table.ts';

/** Characters of a value in an example. */
const SHORT = 18;

/** A filter that works on this very file, such as `Port = Rotterdam or Amount > 1000`. */
export function exampleFilter(table: CsvTable): string {
  return [textExample(table, '='), numberExample(table)].filter((part) => part !== undefined).join(' or ');
}

export interface FilterExample {
  readonly filter: string;
  readonly meaning: string;
}

/** One example for each thing a filter can say, in the words of this file. */
export function filterExamples(table: CsvTable | null): FilterExample[] {
  const text = (table && textExample(table, '=')) ?? 'port = Rotterdam';
  const number = (table && numberExample(table)) ?? 'amount > 1000';
  const name = text.slice(0, text.lastIndexOf(' = '));
  return [
    { filter: 'late', meaning: 'The word is somewhere in the row.' },
    { filter: text, meaning: 'The value is this one; capital letters do not matter.' },
    { filter: `${name} contains a`, meaning: 'Also: starts with, ends with, is empty, is not empty.' },
    { filter: number, meaning: 'Also: >=, <, <=, <>. Dates are written 2026-01-31.' },
    { filter: `${number} and not ${text}`, meaning: 'Join with and, or, not, and brackets.' },
    { filter: `${name} = "this and that"`, meaning: 'Quotes around a value that holds and, or, or a bracket.' },
  ];
}

function textExample(table: CsvTable, sign: string): string | undefined {
  const cells = firstCells(table);
  const fits = table.columns.filter(({ kind, place }) => {
    const value = cells[place] ?? '';
    return kind === 'text' && value !== '' && value.length <= SHORT && /^[\p{L}\p{N} .-]+$/u.test(value);
  });
  const column = fits.find(({ repeats }) => repeats) ?? fits[0];
  return column && `${quoteName(column.name)} ${sign} ${cells[column.place]}`;
}

function numberExample(table: CsvTable): string | undefined {
  const numbers = table.columns.filter(({ kind }) => kind === 'number');
  const column = numbers.find(({ hasFractions }) => hasFractions) ?? numbers[0];
  return column && `${quoteName(column.name)} > 1000`;
}

function firstCells(table: CsvTable): string[] {
  if (table.rowCount === 0) return [];
  return table.cells(
    table.firstRow,
    table.columns.map(({ place }) => place),
  );
}
