import { z } from 'zod';
import { method, nothing, plain } from '../method.ts';

const key = z.string().min(1).max(512);

/** Each add-in's own key-value store. Keys and values survive upgrades and restarts. */
export const storageMethods = {
  /** The value, or null when there is none. */
  'storage.get': method(z.tuple([key]), plain, {
    permission: 'storage.kv',
    idempotent: true,
  }),
  'storage.set': method(z.tuple([key, plain]), nothing, {
    permission: 'storage.kv',
    idempotent: true,
  }),
  'storage.delete': method(z.tuple([key]), nothing, {
    permission: 'storage.kv',
    idempotent: true,
  }),
  /** All keys that start with the prefix, sorted. */
  'storage.keys': method(z.tuple([z.string().max(512)]), z.array(z.string()), {
    permission: 'storage.kv',
    idempotent: true,
  }),
} as const;
