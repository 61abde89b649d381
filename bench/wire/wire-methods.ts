import { z } from 'zod';
import { bytes, method, plain, streamMethod } from '../../addins/protocol/method.ts';

/** What the other thread answers, over our session and, as far as it goes, over the others. */
export const wireMethods = {
  echo: method(z.tuple([z.number()]), z.number()),
  /** Takes records and answers how many there were. */
  count: method(z.tuple([plain]), z.number()),
  copy: method(z.tuple([bytes]), bytes),
  numbers: streamMethod(z.tuple([z.number()]), z.number()),
} as const;

/** Kinds of connection that the other thread can be asked for. */
export type WireKind = 'raw' | 'raw-count' | 'session' | 'comlink' | 'capnweb' | 'birpc';
