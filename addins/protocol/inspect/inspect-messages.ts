import { z } from 'zod';
import { INSPECT_ITEMS, INSPECT_NAME, INSPECT_PAGE, INSPECT_SENTENCE } from './inspect-limits.ts';
import { scalar, shapeDefinition } from './property-row.ts';

const count = z.int().min(0).max(0x7fff_ffff);
const items = z.int().min(0).max(INSPECT_ITEMS);
const sentence = z.string().max(INSPECT_SENTENCE);

/** Names an inspected object on one port of one generation. Never used again for another one. */
export const handle = z.int().min(1).max(0x7fff_ffff);
/** Names one open grid of the window: what it holds is released together. */
export const group = z.int().min(1).max(0x7fff_ffff);
export const propertyName = z.string().min(1).max(INSPECT_NAME);
export const version = count;
export const page = z.strictObject({ start: items, count: z.int().min(1).max(INSPECT_PAGE) });
export type Page = z.output<typeof page>;

/** A value as it is shown: itself, what an object or a list looks like from outside, or why it cannot be read. */
export const propertyValue = z.union([
  scalar,
  /** Null where there is no object. */
  z.strictObject({ object: sentence.nullable() }),
  z.strictObject({ list: items, preview: sentence }),
  z.strictObject({ error: sentence }),
]);
export type PropertyValue = z.output<typeof propertyValue>;

const change = z.tuple([propertyName, propertyValue]);
export type ValueChange = z.output<typeof change>;

/** One page of an object. `definition` comes with the first answer about its shape; null means that it is gone. */
export const description = z
  .strictObject({
    /** The same in every generation: how an upgrade finds the object again. */
    key: z.string().max(INSPECT_NAME),
    title: z.string().max(INSPECT_NAME),
    shape: count,
    definition: shapeDefinition.optional(),
    version,
    start: items,
    /** How many properties or items there are. */
    total: items,
    values: z.array(propertyValue).max(INSPECT_PAGE),
    /** True when more follow after these. */
    more: z.boolean(),
  })
  .nullable();
export type Description = NonNullable<z.output<typeof description>>;

/** What became of a wish to change something. Only `ok` changed anything. */
export const outcome = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('ok'), version, changed: z.array(change).max(INSPECT_PAGE) }),
  /** Somebody else changed it since the version that the wish was made for; `value` is what it is now. */
  z.strictObject({ outcome: z.literal('conflict'), version, value: propertyValue }),
  z.strictObject({ outcome: z.literal('invalid'), message: sentence }),
  z.strictObject({ outcome: z.literal('gone') }),
]);
export type Outcome = z.output<typeof outcome>;

export const listChange = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('insert'), at: items }),
  z.strictObject({ change: z.literal('remove'), at: items }),
  z.strictObject({ change: z.literal('move'), from: items, to: items }),
]);
export type ListChange = z.output<typeof listChange>;

/** The values that changed, or null when so much did that it is better asked for again. */
export const changes = z.array(change).max(INSPECT_PAGE).nullable();
export type Changes = z.output<typeof changes>;
