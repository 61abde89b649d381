import { VALUE_CHARACTERS, VALUE_DEPTH, VALUE_ITEMS } from './limits.ts';

/** Plain data: null, booleans, finite numbers, text, dense arrays and records of these. Nothing else crosses. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

/** Keys that change what an object is when it is copied carelessly. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Characters of a record's key: keys are names, not content. */
const KEY_LENGTH = 512;

/** Characters of text that weigh as much as one entry: bounds a value's size with the same budget as its form. */
const CHARACTERS_PER_ITEM = VALUE_CHARACTERS / VALUE_ITEMS;

/** Values that were built here out of parts that had been checked; nobody else can put one in. */
const known = new WeakSet<object>();

/** Says that `value` was made of checked parts: it is not looked through again. */
export function markPlain<Value extends object>(value: Value): Value {
  known.add(value);
  return value;
}

/**
 * Runs `check` with `values` counting as plain: whoever asks has just looked through all of them. Only meanwhile, since
 * their owner may change them afterwards.
 */
export function knowingPlain<Result>(values: readonly object[], check: () => Result): Result {
  const added = values.filter((value) => !known.has(value));
  for (const value of added) known.add(value);
  try {
    return check();
  } finally {
    for (const value of added) known.delete(value);
  }
}

/** True for a key that may name an entry of a record. */
export function isSafeKey(key: unknown): key is string {
  return typeof key === 'string' && key.length <= KEY_LENGTH && !FORBIDDEN_KEYS.has(key);
}

/** True when `value` is plain data within the limits. Runs no code of the value: clones have neither getters nor proxies. */
export function isPlainData(value: unknown): value is Plain {
  if (typeof value === 'object' && value !== null && known.has(value)) return true;
  return itemsLeft(value, VALUE_ITEMS, VALUE_DEPTH) >= 0;
}

/** How many items are left of `budget` after counting `value`; -1 when it is not plain or the budget is spent. */
export function itemsLeft(value: unknown, budget: number, depth: number): number {
  if (value === null || typeof value === 'boolean') return budget - 1;
  if (typeof value === 'string') return Math.max(-1, budget - 1 - Math.floor(value.length / CHARACTERS_PER_ITEM));
  if (typeof value === 'number') return Number.isFinite(value) ? budget - 1 : -1;
  if (typeof value !== 'object' || depth <= 0) return -1;
  if (Array.isArray(value)) return arrayItemsLeft(value, budget - 1, depth - 1);
  const prototype = Object.getPrototypeOf(value);
  // Records made in another realm (a page and its isolated world) have that realm's Object.prototype.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return -1;
  if (Object.prototype.toString.call(value) !== '[object Object]') return -1;
  return recordItemsLeft(value, budget - 1, depth - 1);
}

function arrayItemsLeft(value: readonly unknown[], budget: number, depth: number): number {
  if (value.length > budget) return -1;
  let left = budget;
  for (let index = 0; index < value.length && left >= 0; index++) left = itemsLeft(value[index], left, depth);
  return left;
}

function recordItemsLeft(value: object, budget: number, depth: number): number {
  let left = budget;
  for (const key of Object.keys(value)) {
    if (!isSafeKey(key)) return -1;
    left = itemsLeft((value as Record<string, unknown>)[key], left, depth);
    if (left < 0) return -1;
  }
  return left;
}
