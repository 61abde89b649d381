import { BulkheadError } from '../errors.ts';
import { BAG_KEYS, BAG_SHAPES, VALUE_CHARACTERS, VALUE_ITEMS } from '../limits.ts';
import { isSafeKey, markPlain, type Plain } from '../plain-data.ts';
import { packRecords, unpackRecords } from './record-list.ts';

/**
 * Property bags: records of primitive values, alone or as a list of records with the same keys. Their keys are sent
 * once, as a shape; after that a record is the number of its shape and its values, and a list of records the number and
 * what record-list.ts makes of all their values.
 */

/** Records with fewer keys are cloned as fast as they are packed. */
const FEWEST_KEYS = 4;
/** Lists with fewer values altogether are cloned as fast. */
const FEWEST_LIST_VALUES = 64;
/** Shape number, and the fields of {@link PackedRecords}. */
const LIST_FIELDS = 4;
/** Shapes that are compared key by key before the index is asked: most traffic repeats a few. */
const RECENT = 4;

type Bag = Record<string, unknown>;

export interface PackedBag {
  /** Shape number, then the values of the record, or the fields of {@link PackedRecords}. */
  readonly packed: unknown[];
  readonly isList: boolean;
}

/** The sending end of one direction: knows which shapes the peer has been told. */
export class BagPacker {
  readonly #declare: (keys: readonly string[]) => void;
  readonly #shapes: (readonly string[])[] = [];
  readonly #byKeys = new Map<string, number>();
  readonly #recent: number[] = [];

  /** `declare` tells the peer of the next shape; it is called before the first bag that has it. */
  constructor(declare: (keys: readonly string[]) => void) {
    this.#declare = declare;
  }

  /** The value as a bag; undefined when it is none, or not worth it. Runs no code of the value but that of its getters. */
  pack(value: unknown): PackedBag | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    if (!Array.isArray(value)) return this.#packOne(value as Bag);
    return value.length > 1 ? this.#packList(value) : undefined;
  }

  #packOne(record: Bag): PackedBag | undefined {
    const shape = this.#shapeOf(record);
    if (shape < 0) return undefined;
    const packed: unknown[] = [shape];
    return pushValues(packed, record, this.#shapes[shape] as readonly string[]) ? { packed, isList: false } : undefined;
  }

  #packList(list: readonly unknown[]): PackedBag | undefined {
    const first = list[0];
    const shape = isRecord(first) ? this.#shapeOf(first) : -1;
    if (shape < 0) return undefined;
    const keys = this.#shapes[shape] as readonly string[];
    const values = list.length * keys.length;
    if (values < FEWEST_LIST_VALUES || values > VALUE_ITEMS) return undefined;
    const records = packRecords(list, keys, isRecord);
    return records && { packed: [shape, ...records], isList: true };
  }

  #shapeOf(record: Bag): number {
    if (!isRecord(record)) return -1;
    for (let index = 0; index < this.#recent.length; index++) {
      const shape = this.#recent[index] as number;
      if (hasExactly(record, this.#shapes[shape] as readonly string[])) return shape;
    }
    return this.#lookUp(record);
  }

  #lookUp(record: Bag): number {
    const keys = Object.keys(record);
    if (keys.length < FEWEST_KEYS || keys.length > BAG_KEYS || !keys.every(isSafeKey)) return -1;
    const text = JSON.stringify(keys);
    const shape = this.#byKeys.get(text) ?? this.#add(keys, text, record);
    if (shape < 0) return -1;
    this.#recent.unshift(shape);
    if (this.#recent.length > RECENT) this.#recent.pop();
    return shape;
  }

  #add(keys: readonly string[], text: string, record: Bag): number {
    if (this.#shapes.length >= BAG_SHAPES || !keys.every((key) => isPrimitive(record[key]))) return -1;
    const shape = this.#shapes.push(keys) - 1;
    this.#byKeys.set(text, shape);
    this.#declare(keys);
    return shape;
  }
}

/** The receiving end of one direction. Everything it is given comes from the peer. */
export class BagReader {
  readonly #shapes: (readonly string[])[] = [];

  /** Throws E_CONTRACT when the keys are not usable. */
  learn(keys: unknown): void {
    if (this.#shapes.length >= BAG_SHAPES) throw refused('there were too many shapes');
    if (!Array.isArray(keys) || keys.length === 0 || keys.length > BAG_KEYS) throw refused('a shape was not usable');
    if (!keys.every(isSafeKey) || new Set(keys).size !== keys.length) throw refused('a key was not usable');
    this.#shapes.push([...(keys as string[])]);
  }

  /** The record or the records of a bag. Throws E_CONTRACT. */
  unpack(packed: unknown, isList: boolean): Plain {
    if (!Array.isArray(packed)) throw refused('a bag was not usable');
    const keys = typeof packed[0] === 'number' ? this.#shapes[packed[0]] : undefined;
    if (!keys) throw refused('a bag had no known shape');
    if (!isList) return recordFrom(packed, keys);
    const records = packed.length === LIST_FIELDS ? unpackRecords(packed.slice(1), keys) : undefined;
    if (!records) throw refused('a bag was not complete');
    return markPlain(records);
  }
}

function checkValues(packed: readonly unknown[]): void {
  let characters = 0;
  for (let index = 1; index < packed.length; index++) {
    const value = packed[index];
    if (typeof value === 'string') characters += value.length;
    else if (!isPrimitive(value)) throw refused('a bag held more');
  }
  if (characters > VALUE_CHARACTERS) throw refused('a bag held too much text');
}

function recordFrom(packed: readonly unknown[], keys: readonly string[]): Plain {
  if (packed.length !== keys.length + 1) throw refused('a bag was not complete');
  checkValues(packed);
  const record: Record<string, Plain> = {};
  for (let index = 0; index < keys.length; index++) record[keys[index] as string] = packed[index + 1] as Plain;
  return markPlain(record);
}

/** False when the record has other keys, another order of them, more than primitive values, or too much text. */
function pushValues(packed: unknown[], record: Bag, keys: readonly string[]): boolean {
  let at = 0;
  let characters = 0;
  // Keys and values in one go: engines read what they enumerate at its known place.
  for (const key in record) {
    const value = record[key];
    if (key !== keys[at++] || !isPrimitive(value)) return false;
    if (typeof value === 'string') characters += value.length;
    packed.push(value);
  }
  return at === keys.length && characters <= VALUE_CHARACTERS;
}

function isPrimitive(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' || typeof value === 'boolean' || value === null;
}

function isRecord(value: unknown): value is Bag {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** True when the record has these keys, in this order, and no others. */
function hasExactly(record: Bag, keys: readonly string[]): boolean {
  let index = 0;
  for (const key in record) if (key !== keys[index++]) return false;
  return index === keys.length;
}

function refused(reason: string): BulkheadError {
  return new BulkheadError('E_CONTRACT', { message: `A value was refused: ${reason}.` });
}
