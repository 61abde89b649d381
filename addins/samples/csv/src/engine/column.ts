import type { ByteValue } from './byte-value.ts';
import { type DecimalSign, parseNumber } from './parse-number.ts';

export type ColumnKind = 'number' | 'date' | 'text';

/** What is known of a column after a look at a sample of its values. */
export interface Column {
  /** Its place in the file, from 0. */
  readonly place: number;
  readonly name: string;
  readonly kind: ColumnKind;
  readonly decimal: DecimalSign;
  /** Whether numbers have fractions: amounts do, identifiers do not. */
  readonly hasFractions: boolean;
  /** Whether values occur more than once: names of ports do, identifiers do not. */
  readonly repeats: boolean;
  /** Length of the longest value that was looked at. */
  readonly width: number;
}

/** Part of the values that must be numbers or dates for the column to be called so: files have a few odd ones. */
const MAJORITY = 0.8;
const ISO_DATE = /^\d{4}-\d{2}(-\d{2}([T ]\d{2}:\d{2}.*)?)?$/;
const DECIMAL_COMMA = /^[+-]?(\d{1,3}(\.\d{3})+|\d+),\d+$/;
const DECIMAL_POINT = /^[+-]?(\d{1,3}(,\d{3})+|\d+)\.\d+$/;
/** "1,234" is one thousand and more in one country and one and a bit in another. */
const EITHER = /^[+-]?\d{1,3}[.,]\d{3}$/;

/** Describes one column from a sample of its values. */
export function describeColumn(place: number, name: string, sample: readonly string[]): Column {
  const values = sample.map((value) => value.trim()).filter((value) => value !== '');
  const decimal = detectDecimal(values);
  return {
    place,
    name,
    kind: detectKind(values, decimal),
    decimal,
    hasFractions: values.some((value) => (decimal === ',' ? DECIMAL_COMMA : DECIMAL_POINT).test(value)),
    repeats: new Set(values).size * 2 <= values.length,
    width: values.reduce((longest, value) => Math.max(longest, value.length), 0),
  };
}

function detectDecimal(values: readonly string[]): DecimalSign {
  let comma = 0;
  let point = 0;
  for (const value of values) {
    if (EITHER.test(value)) continue;
    if (DECIMAL_COMMA.test(value)) comma++;
    else if (DECIMAL_POINT.test(value)) point++;
  }
  return comma > point ? ',' : '.';
}

function detectKind(values: readonly string[], decimal: DecimalSign): ColumnKind {
  const enough = values.length * MAJORITY;
  if (values.length === 0) return 'text';
  if (values.filter((value) => isNumberText(value, decimal)).length >= enough) return 'number';
  return values.filter((value) => ISO_DATE.test(value)).length >= enough ? 'date' : 'text';
}

export function isNumberText(text: string, decimal: DecimalSign): boolean {
  return !Number.isNaN(numberFromText(text, decimal));
}

/** The same reading as for values of the file; NaN when it is no number. */
export function numberFromText(text: string, decimal: DecimalSign): number {
  const buffer = new TextEncoder().encode(text);
  const value: ByteValue = { buffer, start: 0, end: buffer.length };
  return parseNumber(value, decimal);
}

/** Whether a text begins like a date that sorts by its letters, such as 2026-01-31. */
export function isDateText(text: string): boolean {
  return ISO_DATE.test(text);
}

/** Names for all columns: none is empty, no two are the same. */
export function nameColumns(headings: readonly string[], count: number): string[] {
  const used = new Set<string>();
  return Array.from({ length: count }, (_, place) => {
    const heading = (headings[place] ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 100) || `Column ${place + 1}`;
    let name = heading;
    for (let twin = 2; used.has(name.toLowerCase()); twin++) name = `${heading} (${twin})`;
    used.add(name.toLowerCase());
    return name;
  });
}

/**
 * Whether the first row names the columns: its values are all there, all different, none is a number or a date, and
 * they are not simply values like those below.
 */
export function looksLikeHeadings(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  const names = first.map((value) => value.trim());
  if (names.some((name) => name === '' || isNumberText(name, '.') || isNumberText(name, ',') || isDateText(name))) {
    return false;
  }
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) return false;
  return !names.some((name, place) => below.some((row) => row[place]?.trim() === name));
}
