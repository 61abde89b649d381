import { BulkheadError } from '../errors.ts';
import { VALUE_DEPTH } from '../limits.ts';
import { itemsLeft } from '../plain-data.ts';
import type { ValueCheck } from './intrinsics.ts';
import { fail, PortFailure } from './offence.ts';
import type { Codec } from './wire.ts';
import { isValueName } from './wire-names.ts';

/** A value of an enum that this side does not know: a newer peer sent it. Sent on, it is what it was. */
export interface Other {
  readonly other: string;
}

/** The fast path: one slot, one check, nothing is walked. */
export function checkedCodec({ accepts, reason }: ValueCheck): Codec {
  return {
    encode(value, writer) {
      if (!accepts(value)) fail(reason);
      writer.slots.push(value);
    },
    decode(reader) {
      const value = reader.take();
      if (!accepts(value)) fail(reason);
      return value;
    },
  };
}

/** `any`: plain data. All such values of one message share one budget, since a clone may hold one value many times. */
export const plainCodec: Codec = {
  encode(value, writer) {
    checkPlain(value, writer);
    writer.slots.push(value);
  },
  decode(reader) {
    const value = reader.take();
    checkPlain(value, reader);
    return value;
  },
};

export function checkPlain(value: unknown, budgeted: { budget: number }): void {
  const left = itemsLeft(value, budgeted.budget, VALUE_DEPTH);
  if (left < 0) fail('must be plain data within the limits');
  budgeted.budget = left;
}

/** Travels as its text. */
export function enumCodec(values: readonly string[]): Codec {
  const known = new Set<unknown>(values);
  const reason = 'must be a value of its enum';
  return {
    encode(value, writer) {
      const text = known.has(value) ? value : rawOf(value);
      if (!isValueName(text)) fail(reason);
      writer.slots.push(text);
    },
    decode(reader): string | Other {
      const text = reader.take();
      if (!isValueName(text)) fail(reason);
      return known.has(text) ? text : Object.freeze({ other: text });
    },
  };
}

function rawOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'other')
    ? (value as { other: unknown }).other
    : undefined;
}

const IS_REFERENCE = {
  ref: { accepts: isObject, reason: 'must be an object that serves the contract' },
  callback: { accepts: (value: unknown) => typeof value === 'function', reason: 'must be a function' },
  stream: { accepts: isObject, reason: 'must be a stream' },
} as const satisfies Record<string, ValueCheck>;

function isObject(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** A position whose value stays where it is; only its number crosses. */
export function referenceCodec(kind: keyof typeof IS_REFERENCE, contractId: string): Codec {
  const { accepts, reason } = IS_REFERENCE[kind];
  return {
    encode(value, writer) {
      if (!accepts(value)) fail(reason);
      const number = port(() => writer.references.export(value, contractId));
      writer.numbers.push(number);
      writer.slots.push(number);
    },
    decode(reader) {
      const number = reader.take();
      if (!Number.isSafeInteger(number) || number === 0) fail('must be the number of a reference');
      const value = port(() => reader.references.resolve(number as number, contractId));
      reader.numbers.push(number as number);
      return value;
    },
  };
}

function port<Output>(work: () => Output): Output {
  try {
    return work();
  } catch (thrown) {
    // The port is ours: what it throws is no proxy of a peer.
    throw new PortFailure(
      thrown instanceof BulkheadError ? thrown : new BulkheadError('E_INTERNAL', { cause: thrown }),
    );
  }
}

/** Null or a value. It needs no mark: nothing that may be optional begins with null. */
export function optionalCodec(codec: Codec): Codec {
  return {
    encode(value, writer) {
      if (value === null) writer.slots.push(null);
      else codec.encode(value, writer);
    },
    decode: (reader) => (reader.takeNull() ? null : codec.decode(reader)),
  };
}
