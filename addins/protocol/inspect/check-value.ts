import type { PropertyValue } from './inspect-messages.ts';
import type { PropertyRow, Scalar } from './property-row.ts';

const COLOR = /^#[0-9a-f]{6}$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

export function isColor(value: unknown): value is string {
  return typeof value === 'string' && COLOR.test(value);
}

/** A day that the calendar has, as `2026-11-28`. */
export function isDate(value: unknown): value is string {
  const parts = typeof value === 'string' ? DATE.exec(value) : null;
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/**
 * What is wrong with a value that somebody wants a property to have, in words for them; undefined when it fits.
 * The window asks before it sends, the add-in before it takes.
 */
export function checkValue(row: PropertyRow, value: Scalar): string | undefined {
  if (row.type === 'object' || row.type === 'list') return 'This cannot be typed.';
  if (value === null) return row.empty ? undefined : 'This cannot be empty.';
  switch (row.type) {
    case 'text':
      return checkText(row, value);
    case 'number':
    case 'integer':
      return checkNumber(row, value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'Choose on or off.';
    case 'enum':
      return row.options?.some((option) => option.value === value) ? undefined : 'Choose one of the list.';
    case 'color':
      return isColor(value) ? undefined : 'Type a colour such as #2f7d6b.';
    case 'date':
      return isDate(value) ? undefined : 'Type a day that the calendar has.';
  }
}

function checkText({ maxLength }: PropertyRow, value: Scalar): string | undefined {
  if (typeof value !== 'string') return 'Type a text.';
  return maxLength !== undefined && value.length > maxLength ? `At most ${maxLength} characters.` : undefined;
}

function checkNumber({ type, min, max }: PropertyRow, value: Scalar): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'Type a number.';
  if (type === 'integer' && !Number.isInteger(value)) return 'Type a whole number.';
  if (min !== undefined && max !== undefined && (value < min || value > max)) {
    return `Type a number from ${min} to ${max}.`;
  }
  if (min !== undefined && value < min) return `Type ${min} or more.`;
  return max !== undefined && value > max ? `Type ${max} or less.` : undefined;
}

/** True when a value that an add-in shows has the form of its property. Whether it is in range is the add-in's affair. */
export function fitsRow(row: PropertyRow, value: PropertyValue): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return fitsScalar(row, value);
  if ('error' in value) return true;
  return 'list' in value ? row.type === 'list' : row.type === 'object';
}

function fitsScalar({ type }: PropertyRow, value: boolean | number | string): boolean {
  switch (type) {
    case 'number':
    case 'integer':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'color':
      return isColor(value);
    case 'date':
      return isDate(value);
    case 'text':
    case 'enum':
      return typeof value === 'string';
    default:
      return false;
  }
}
