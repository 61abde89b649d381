import { BYTES_LENGTH, TEXT_LENGTH } from './contract-limits.ts';
import type { ContractType, IntrinsicName } from './contract-type.ts';

export interface ValueCheck {
  accepts(value: unknown): boolean;
  /** What an accepted value is, behind the path of one that is not. */
  readonly reason: string;
}

type Intrinsic = Extract<ContractType, { kind: 'intrinsic' }>;

/** As `toISOString` writes it, with or without the fraction. */
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/;

/** The check of a value that travels as itself. It never looks inside, and `any` is not among them: see plain-codec.ts. */
export function intrinsicCheck({ name, range }: Intrinsic): ValueCheck {
  const { min = -Infinity, max } = range;
  return CHECKS[name](min, max);
}

const CHECKS: Readonly<Record<IntrinsicName, (min: number, max: number | undefined) => ValueCheck>> = {
  null: () => ({ accepts: (value) => value === null, reason: 'must be null' }),
  boolean: () => ({ accepts: (value) => typeof value === 'boolean', reason: 'must be true or false' }),
  // A default of type any is one of the simple values; nothing else can be written there.
  any: () => ({ accepts: () => true, reason: '' }),
  date: () => ({ accepts: isDate, reason: 'must be a date such as "2026-01-31T12:00:00Z"' }),
  integer: (min, max = Infinity) => ({
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max,
    reason: `must be a whole number${rangeText(min, max)}`,
  }),
  number: (min, max = Infinity) => ({
    accepts: (value) => Number.isFinite(value) && (value as number) >= min && (value as number) <= max,
    reason: `must be a number${rangeText(min, max)}`,
  }),
  string: (_min, max = TEXT_LENGTH) => ({
    accepts: (value) => typeof value === 'string' && value.length <= max,
    reason: `must be text of at most ${max} characters`,
  }),
  bytes: (_min, max = BYTES_LENGTH) => ({
    accepts: (value) => isOwnBytes(value) && value.length <= max,
    reason: `must be at most ${max} bytes`,
  }),
};

/** A day that the month has not got is refused by looking at what it becomes. */
function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !DATE.test(value)) return false;
  const time = Date.parse(value);
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === value.slice(0, 10);
}

/** Memory that another thread shares could change after it was checked. */
export function isOwnBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
}

function rangeText(min: number, max: number): string {
  if (min === -Infinity && max === Infinity) return '';
  if (max === Infinity) return ` of at least ${min}`;
  if (min === -Infinity) return ` of at most ${max}`;
  return ` from ${min} to ${max}`;
}
