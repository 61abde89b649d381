import { checkValue } from '../../addins/protocol/inspect/check-value.ts';
import type { PropertyValue } from '../../addins/protocol/inspect/inspect-messages.ts';
import type { PropertyRow, Scalar } from '../../addins/protocol/inspect/property-row.ts';

/** How a value stands in its field. */
export function textOfValue(value: PropertyValue): string {
  if (value === null) return '';
  if (typeof value !== 'object') return String(value);
  if ('error' in value) return value.error;
  if ('object' in value) return value.object ?? '';
  return value.preview;
}

/** How a value is called in a sentence. */
export function nameOfValue(row: PropertyRow, value: PropertyValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const option = row.options?.find((each) => each.value === value);
  const text = option?.label ?? textOfValue(value);
  return text === '' ? 'nothing' : `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}

export type ParsedText = { readonly value: Scalar } | { readonly problem: string };

/** The value that a person means by what they typed, or what is wrong with it. */
export function parseText(row: PropertyRow, text: string): ParsedText {
  const value = scalarOf(row, text);
  const problem = checkValue(row, value);
  return problem === undefined ? { value } : { problem };
}

function scalarOf({ type, empty }: PropertyRow, text: string): Scalar {
  if (type === 'text') return text === '' && empty ? null : text;
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (type === 'number' || type === 'integer') return numberOf(trimmed);
  if (type === 'boolean') return trimmed === 'true';
  if (type === 'color') return colorOf(trimmed);
  return trimmed;
}

/**
 * A decimal comma is understood, but not before three digits: there it may as well stand for thousands. A text that is
 * no number stays one and is refused.
 */
function numberOf(text: string): Scalar {
  const plain = /^[-+]?\d+,(\d{1,2}|\d{4,})$/.test(text) ? text.replace(',', '.') : text;
  const isNumber = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i.test(plain);
  return isNumber ? Number(plain) : text;
}

/** `#FC8`, `fc8` and `FFCC88` are understood. */
function colorOf(text: string): string {
  const digits = text.replace(/^#/, '').toLowerCase();
  if (/^[0-9a-f]{3}$/.test(digits)) return `#${[...digits].map((digit) => digit + digit).join('')}`;
  return /^[0-9a-f]{6}$/.test(digits) ? `#${digits}` : text;
}

/** The number one step away, within the range; what stands there now may be no number at all. */
export function stepped(row: PropertyRow, text: string, steps: number): string {
  const now = scalarOf(row, text);
  const start = typeof now === 'number' && Number.isFinite(now) ? now : (row.min ?? 0);
  const step = row.step ?? 1;
  // Steps of 0.1 shall not show what binary fractions cannot hold.
  const next = Number((start + steps * step).toPrecision(12));
  const least = Math.max(row.min ?? next, next);
  return String(Math.min(row.max ?? least, least));
}
