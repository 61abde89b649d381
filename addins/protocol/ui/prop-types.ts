/**
 * What a property of a component may hold. One value per kind serves three readers: the host's validator (`accepts`),
 * the type of the SDK (the type parameter) and the documentation (`form`).
 */
export interface PropType<Value> {
  /** Runs no code of the value. */
  accepts(value: unknown): value is Value;
  /** How the documentation writes it. */
  readonly form: string;
}

export type ValueOf<Type> = Type extends PropType<infer Value> ? Value : never;

/** Characters of a short text: labels, placeholders, titles. */
const SHORT_TEXT = 1_000;
/** Characters of a long text: the content of a text area. */
export const LONG_TEXT = 1_000_000;

export function text(maximum = SHORT_TEXT): PropType<string> {
  return {
    accepts: (value): value is string => typeof value === 'string' && value.length <= maximum,
    form: maximum === SHORT_TEXT ? 'text' : `text, at most ${maximum} characters`,
  };
}

/** Text that says something: required where people who cannot see depend on it. */
export function words(maximum = SHORT_TEXT): PropType<string> {
  return {
    accepts: (value): value is string => typeof value === 'string' && value.length <= maximum && value.trim() !== '',
    form: 'text, not empty',
  };
}

export function flag(): PropType<boolean> {
  return { accepts: (value): value is boolean => typeof value === 'boolean', form: 'true or false' };
}

export function number(minimum = -Number.MAX_VALUE, maximum = Number.MAX_VALUE): PropType<number> {
  const bounded = minimum !== -Number.MAX_VALUE || maximum !== Number.MAX_VALUE;
  return {
    accepts: (value): value is number => typeof value === 'number' && value >= minimum && value <= maximum,
    form: bounded ? `number from ${minimum} to ${maximum}` : 'number',
  };
}

export function integer(minimum: number, maximum: number): PropType<number> {
  return {
    accepts: (value): value is number =>
      Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum,
    form: `whole number from ${minimum} to ${maximum}`,
  };
}

export function oneOf<const Value extends string>(...values: readonly Value[]): PropType<Value> {
  const known = new Set<unknown>(values);
  return {
    accepts: (value): value is Value => known.has(value),
    form: values.map((value) => `'${value}'`).join(' | '),
  };
}

/** A day of the calendar as "2026-01-31". */
export function isoDate(): PropType<string> {
  return { accepts: isIsoDate, form: 'date as YYYY-MM-DD' };
}

export function isIsoDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year > 0 && days !== undefined && day >= 1 && day <= days;
}

/** A colour as "#1a2b3c". */
export function hexColor(): PropType<string> {
  return { accepts: isHexColor, form: 'colour as #rrggbb' };
}

export function isHexColor(value: unknown): value is string {
  return typeof value === 'string' && /^#[0-9a-fA-F]{6}$/.test(value);
}

export function nullable<Value>(type: PropType<Value>): PropType<Value | null> {
  return {
    accepts: (value): value is Value | null => value === null || type.accepts(value),
    form: `${type.form}, or null`,
  };
}

export function either<const Types extends readonly PropType<unknown>[]>(
  ...types: Types
): PropType<ValueOf<Types[number]>> {
  return {
    accepts: (value): value is ValueOf<Types[number]> => types.some((type) => type.accepts(value)),
    form: types.map((type) => type.form).join(' or '),
  };
}

/** Text, a number, true, false or null: what a cell of a table can hold. */
export type Cell = string | number | boolean | null;

export function isCell(value: unknown, maximum = SHORT_TEXT): value is Cell {
  if (typeof value === 'string') return value.length <= maximum;
  if (typeof value === 'number') return Number.isFinite(value);
  return value === null || typeof value === 'boolean';
}

export function listOf<Value>(type: PropType<Value>, maximum: number): PropType<readonly Value[]> {
  return {
    accepts: (value): value is readonly Value[] =>
      Array.isArray(value) && value.length <= maximum && everyItem(value, type),
    form: `list of at most ${maximum} × ${type.form}`,
  };
}

function everyItem(list: readonly unknown[], type: PropType<unknown>): boolean {
  // By index, not `every`: it skips the holes of a sparse array.
  for (let index = 0; index < list.length; index++) if (!type.accepts(list[index])) return false;
  return true;
}

type Fields = Readonly<Record<string, PropType<unknown>>>;
type Optional<Type> = { [Key in keyof Type]?: Type[Key] | undefined };
type Simplify<Type> = { [Key in keyof Type]: Type[Key] };
type RecordValue<Required extends Fields, Optionals extends Fields> = Simplify<
  { readonly [Key in keyof Required]: ValueOf<Required[Key]> } & Optional<{
    readonly [Key in keyof Optionals]: ValueOf<Optionals[Key]>;
  }>
>;

/** A record with exactly these fields: unknown keys are refused, so nothing unseen rides along. */
export function record<Required extends Fields, Optionals extends Fields = Record<never, never>>(
  required: Required,
  optional: Optionals = {} as Optionals,
): PropType<RecordValue<Required, Optionals>> {
  const types = new Map([...Object.entries(required), ...Object.entries(optional)]);
  const needed = Object.keys(required);
  const form = [
    ...needed.map((key) => `${key}: ${required[key]?.form}`),
    ...Object.keys(optional).map((key) => `${key}?: ${optional[key]?.form}`),
  ];
  return {
    accepts: (value): value is RecordValue<Required, Optionals> =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && hasFields(value, types, needed),
    form: `{ ${form.join('; ')} }`,
  };
}

function hasFields(value: object, types: ReadonlyMap<string, PropType<unknown>>, needed: readonly string[]): boolean {
  for (const key of needed) if (!Object.hasOwn(value, key)) return false;
  for (const key of Object.keys(value)) {
    const type = types.get(key);
    const field = (value as Record<string, unknown>)[key];
    if (!type || (field === undefined ? needed.includes(key) : !type.accepts(field))) return false;
  }
  return true;
}
