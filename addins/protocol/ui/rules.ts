import {
  type Cell,
  either,
  flag,
  integer,
  isCell,
  number,
  oneOf,
  type PropType,
  record,
  text,
  type ValueOf,
} from './prop-types.ts';
import { TEXT_FORMATS, type TextFormat, textFormat } from './text-formats.ts';

/** Rules that an add-in declares and the host follows by itself, without asking anybody. */

const fieldName = text(100);
const cell: PropType<Cell> = {
  accepts: (value): value is Cell => isCell(value),
  form: 'text, number, true, false or null',
};

/** When something holds: a field has a value, a box is ticked, or the add-in works on something in this view. */
export const condition = either(
  record({ field: fieldName, equals: cell }),
  record({ field: fieldName, checked: flag() }),
  record({ busy: oneOf('view') }),
);
export type Condition = ValueOf<typeof condition>;

/**
 * What the value of a field must be. There are no regular expressions: one of an add-in could keep the window busy for
 * minutes with a short text. Formats have names, and `mask` and `characters` cost one step for each character.
 */
export const validation = record(
  { message: text(300) },
  {
    required: flag(),
    format: oneOf(...(Object.keys(TEXT_FORMATS) as TextFormat[])),
    mask: text(64),
    characters: text(100),
    minLength: integer(0, 1_000_000),
    maxLength: integer(0, 1_000_000),
    min: number(),
    max: number(),
  },
);
export type Validation = ValueOf<typeof validation>;

export interface RuleFacts {
  /** The value of a field of the view, undefined when there is no such field or nothing was entered. */
  valueOf(field: string): unknown;
  isBusy: boolean;
}

export function holds(rule: Condition, facts: RuleFacts): boolean {
  if ('busy' in rule) return facts.isBusy;
  const value = facts.valueOf(rule.field);
  if ('checked' in rule) return (value === true) === rule.checked;
  return (value ?? emptyLike(rule.equals)) === rule.equals;
}

/** A field that was never touched holds nothing: an empty text, or a box without a tick. */
function emptyLike(expected: Cell): Cell {
  if (typeof expected === 'string') return '';
  return typeof expected === 'boolean' ? false : null;
}

/** What is wrong with `value`, null when nothing is. An empty field is only wrong when it is required. */
export function problemOf(value: unknown, rule: Validation): string | null {
  if (value === undefined || value === null || value === '' || value === false)
    return rule.required ? rule.message : null;
  if (typeof value === 'number') return fitsNumber(value, rule) ? null : rule.message;
  return typeof value !== 'string' || fitsText(value, rule) ? null : rule.message;
}

function fitsNumber(value: number, { min, max }: Validation): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

function fitsText(value: string, rule: Validation): boolean {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, min, max } = rule;
  if (value.length < minLength || value.length > maxLength) return false;
  if ((min !== undefined || max !== undefined) && !fitsNumber(Number(value), rule)) return false;
  return textFormat(value, rule);
}
