import type { ByteValue } from './byte-value.ts';

/** The sign that parts the whole from the fraction; the other one may group thousands. */
export type DecimalSign = '.' | ',';

const SPACE = 0x20;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const SMALL_E = 0x65;

/** Below this a whole number is exact, and so is its quotient by a power of ten that is in the list. */
const EXACT = 2 ** 53;
const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
/** Digits between two thousands signs. */
const GROUP = 3;

// Looking up a global inside a compartment costs as much as parsing a number: they are looked up once.
const toNumber = Number;
const notANumber = Number.NaN;
const { isFinite: isFiniteNumber } = Number;
const { fromCharCode } = String;

/**
 * Reads a number straight from the bytes of a field: sign, digits with thousands in groups of three, fraction and
 * exponent, spaces around. NaN when the field is anything else. Makes no objects unless the number is a long one.
 */
export function parseNumber(value: ByteValue, decimal: DecimalSign): number {
  const bytes = value.buffer;
  let position = value.start;
  let end = value.end;
  while (position < end && bytes[position] === SPACE) position++;
  while (end > position && bytes[end - 1] === SPACE) end--;
  const negative = bytes[position] === MINUS;
  if (position < end && (negative || bytes[position] === PLUS)) position++;
  const point = decimal === '.' ? DOT : COMMA;
  const group = decimal === '.' ? COMMA : DOT;
  let mantissa = 0;
  let digits = 0;
  let grouped = -1;
  let scale = -1;
  for (; position < end; position++) {
    const byte = bytes[position] ?? 0;
    if (byte >= ZERO && byte <= NINE) {
      mantissa = mantissa * 10 + (byte - ZERO);
      digits++;
      if (scale >= 0) scale++;
      else if (grouped >= 0) grouped++;
    } else if (scale >= 0 || (byte !== point && byte !== group)) {
      return digits > 0 && (byte | 0x20) === SMALL_E ? parseSlowly(value, decimal) : notANumber;
    } else if (byte === point && (grouped < 0 || grouped === GROUP)) scale = 0;
    else if (byte === group && (grouped < 0 ? digits > 0 && digits <= GROUP : grouped === GROUP)) grouped = 0;
    else return notANumber;
  }
  if (digits === 0 || (scale < 0 && grouped >= 0 && grouped !== GROUP)) return notANumber;
  const power = scale > 0 ? POWERS[scale] : 1;
  if (mantissa >= EXACT || power === undefined) return parseSlowly(value, decimal);
  return negative ? 0 - mantissa / power : mantissa / power;
}

function parseSlowly({ buffer, start, end }: ByteValue, decimal: DecimalSign): number {
  let text = '';
  for (let position = start; position < end; position++) text += fromCharCode(buffer[position] ?? 0);
  const plain = decimal === '.' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.');
  const number = toNumber(plain);
  return isFiniteNumber(number) ? number : notANumber;
}
