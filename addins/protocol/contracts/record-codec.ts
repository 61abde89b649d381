import { EXTRA_SLOTS } from './contract-limits.ts';
import type { Literal } from './contract-type.ts';
import { isOwnBytes } from './intrinsics.ts';
import { fail, within } from './offence.ts';
import { checkPlain } from './simple-codecs.ts';
import type { Codec, Reader, Writer } from './wire.ts';

export interface FieldCodec {
  readonly name: string;
  readonly codec: Codec;
  readonly optional: boolean;
  readonly initial: Literal | undefined;
}

interface Extra {
  /** Contract, version and record: extra values mean something in that place only. */
  readonly owner: string;
  readonly slots: readonly unknown[];
}

/** What newer peers added to records, out of reach of those who use the records. */
const extras = new WeakMap<object, Extra>();

/** How many slots follow, then the fields in the order of the contract. Keys never travel. */
export function recordCodec(owner: string, fields: readonly FieldCodec[]): Codec {
  return {
    encode(value, writer) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) fail('must be a record');
      writer.enter();
      writer.expect(fields.length + 1);
      const { slots } = writer;
      const start = slots.length;
      slots.push(0);
      encodeFields(fields, value as Record<string, unknown>, writer);
      const extra = extras.get(value);
      if (extra?.owner === owner) appendExtra(extra.slots, writer);
      slots[start] = slots.length - start - 1;
      writer.depth--;
    },
    decode(reader) {
      const count = reader.takeCount(1);
      reader.enter();
      const { end } = reader;
      reader.end = reader.position + count;
      const record = decodeFields(fields, reader);
      if (reader.position < reader.end) extras.set(record, { owner, slots: takeExtra(reader) });
      reader.end = end;
      reader.depth--;
      return record;
    },
  };
}

/** Own properties only: what an object inherits is not part of a record. */
function encodeFields(fields: readonly FieldCodec[], record: Readonly<Record<string, unknown>>, writer: Writer): void {
  let index = 0;
  try {
    for (; index < fields.length; index++) {
      const field = fields[index] as FieldCodec;
      encodeValue(Object.hasOwn(record, field.name) ? record[field.name] : undefined, field, writer);
    }
  } catch (thrown) {
    throw within(thrown, `.${fields[index]?.name}`);
  }
}

function decodeFields(fields: readonly FieldCodec[], reader: Reader): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  let index = 0;
  try {
    for (; index < fields.length; index++) {
      const field = fields[index] as FieldCodec;
      const value = decodeValue(field, reader);
      // The name is the contract's, where names of a prototype are refused.
      if (value !== undefined) record[field.name] = value;
    }
  } catch (thrown) {
    throw within(thrown, `.${fields[index]?.name}`);
  }
  return record;
}

/** A value that may be left out. */
export function encodeValue(value: unknown, { codec, optional }: FieldCodec, writer: Writer): void {
  if (value !== undefined) codec.encode(value, writer);
  else if (optional) writer.slots.push(null);
  else fail('is missing');
}

/** `undefined` where it was left out: by an older peer, which ends earlier, or with null in its place. */
export function decodeValue({ codec, optional, initial }: FieldCodec, reader: Reader): unknown {
  if (optional && (reader.position >= reader.end || reader.takeNull())) return initial;
  return codec.decode(reader);
}

function takeExtra(reader: Reader): readonly unknown[] {
  if (reader.end - reader.position > EXTRA_SLOTS) fail('has too many values that this side does not know');
  const slots: unknown[] = [];
  while (reader.position < reader.end) {
    const value = reader.take();
    if (!isOwnBytes(value)) checkPlain(value, reader);
    slots.push(value);
  }
  return slots;
}

function appendExtra(slots: readonly unknown[], writer: Writer): void {
  writer.expect(slots.length);
  for (const slot of slots) writer.slots.push(slot);
}

/** Takes over, for a changed copy of a record, what a newer peer had added to the original. */
export function keepExtra<Copy extends object>(original: object, copy: Copy): Copy {
  const extra = extras.get(original);
  if (extra) extras.set(copy, extra);
  return copy;
}
