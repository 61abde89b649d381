import type { Adapter } from '@bulkhead/sdk';
import { oneToTwo } from './one-to-two.ts';
import { threeToOne } from './three-to-one.ts';
import { threeToTwo } from './three-to-two.ts';
import { twoToOne } from './two-to-one.ts';
import { twoToThree } from './two-to-three.ts';

/** What a host of each version brings along: the way from every older add-in to itself. */
export const HOST_ADAPTERS: ReadonlyMap<number, readonly Adapter[]> = new Map([
  [1, []],
  [2, [oneToTwo]],
  [3, [oneToTwo, twoToThree]],
]);

/** What an add-in of each version brings along: the way from itself to every older host. */
export const ADDIN_ADAPTERS: ReadonlyMap<number, readonly Adapter[]> = new Map([
  [1, []],
  [2, [twoToOne]],
  [3, [threeToTwo, threeToOne]],
]);
