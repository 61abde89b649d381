import { z } from 'zod';
import { BULK_CHUNK_BYTES, PERSON_DEADLINE } from '../limits.ts';
import { bytes, method, nothing } from '../method.ts';

/** A file a person picked: a number that means something to this add-in's generation only, never a path. */
const handle = z.int().min(1);
const types = z.array(z.string().regex(/^\.[a-z0-9]{1,12}$/)).max(20);

export const pickedFile = z.strictObject({
  handle,
  name: z.string().max(255),
  size: z.int().min(0),
});

export const fileMethods = {
  /** Shows the host's file dialog; an empty list when the person cancelled. */
  'fs.pickOpen': method(
    z.tuple([
      z.strictObject({
        types: types.default([]),
        multiple: z.boolean().default(false),
      }),
    ]),
    z.array(pickedFile),
    { permission: 'fs.pick.open', deadline: PERSON_DEADLINE },
  ),
  /** Up to one chunk from `position`; fewer bytes than asked only at the end of the file. */
  'fs.read': method(z.tuple([handle, z.int().min(0), z.int().min(1).max(BULK_CHUNK_BYTES)]), bytes, {
    permission: 'fs.pick.open',
    idempotent: true,
  }),
  /** Shows the host's save dialog; null when the person cancelled. Nothing is written before `fs.commit`. */
  'fs.pickSave': method(
    z.tuple([
      z.strictObject({
        suggestedName: z.string().min(1).max(120),
        types: types.default([]),
      }),
    ]),
    z.strictObject({ handle, name: z.string().max(255) }).nullable(),
    { permission: 'fs.pick.save', deadline: PERSON_DEADLINE },
  ),
  /** Appends one chunk to what will become the file. */
  'fs.append': method(z.tuple([handle, bytes]), nothing, {
    permission: 'fs.pick.save',
  }),
  /** Puts the new content in place of the old, in one step, and closes the handle. */
  'fs.commit': method(z.tuple([handle]), nothing, {
    permission: 'fs.pick.save',
  }),
  /** Forgets the handle; what was not committed is thrown away. */
  'fs.close': method(z.tuple([handle]), nothing),
} as const;
