import { FORBIDDEN_KEYS } from '../plain-data.ts';
import { KEY_LENGTH } from './contract-limits.ts';
import { fail, within } from './offence.ts';
import type { Codec, Reader, Writer } from './wire.ts';

/** Characters of a key in a path; it is the peer's text. */
const SHOWN_KEY = 40;

/** Count, then the items. */
export function listCodec(item: Codec): Codec {
  return {
    encode(value, writer) {
      if (!Array.isArray(value)) fail('must be a list');
      const { length } = value;
      writer.expect(length + 1);
      writer.slots.push(length);
      encodeItems(value, length, { item, writer });
    },
    decode(reader) {
      const length = reader.takeCount(1);
      const list: unknown[] = [];
      let index = 0;
      try {
        for (; index < length; index++) list.push(item.decode(reader));
      } catch (thrown) {
        throw within(thrown, `[${index}]`);
      }
      return list;
    },
  };
}

function encodeItems(
  list: readonly unknown[],
  length: number,
  { item, writer }: { item: Codec; writer: Writer },
): void {
  let index = 0;
  try {
    for (; index < length; index++) item.encode(list[index], writer);
  } catch (thrown) {
    throw within(thrown, `[${index}]`);
  }
}

/** Count, then key and value by turns. Keys are the peer's words: the result has no prototype that they could reach. */
export function mapCodec(item: Codec): Codec {
  return {
    encode(value, writer) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) fail('must be a map');
      const keys = Object.keys(value);
      writer.expect(keys.length * 2 + 1);
      writer.slots.push(keys.length);
      for (const key of keys) encodeEntry(key, value as Record<string, unknown>, { item, writer });
    },
    decode(reader) {
      const count = reader.takeCount(2);
      const map: Record<string, unknown> = Object.create(null);
      for (let index = 0; index < count; index++) decodeEntry(map, item, reader);
      return map;
    },
  };
}

function encodeEntry(
  key: string,
  map: Readonly<Record<string, unknown>>,
  { item, writer }: { item: Codec; writer: Writer },
): void {
  try {
    if (!isKey(key)) fail('is a key that is not allowed');
    writer.slots.push(key);
    item.encode(map[key], writer);
  } catch (thrown) {
    throw within(thrown, keySegment(key));
  }
}

function decodeEntry(map: Record<string, unknown>, item: Codec, reader: Reader): void {
  const key = reader.take();
  if (!isKey(key)) fail('has a key that is not allowed');
  try {
    if (key in map) fail('is there twice');
    map[key] = item.decode(reader);
  } catch (thrown) {
    throw within(thrown, keySegment(key));
  }
}

function isKey(key: unknown): key is string {
  return typeof key === 'string' && key.length <= KEY_LENGTH && !FORBIDDEN_KEYS.has(key);
}

function keySegment(key: string): string {
  return `[${JSON.stringify(key.slice(0, SHOWN_KEY))}]`;
}
