import { defineAdapter, type Provider } from '@bulkhead/sdk';
import { calcV2Client } from '../v2/src/calc-contract.ts';

/** Pairs are lists of two. */
export const twoToOne = defineAdapter({
  from: 'acme.calc@2',
  to: 'acme.calc@1',
  members: {
    add: (provider: Provider, left: number, right: number) => calcV2Client(provider).evaluate('sum', [left, right]),
    multiply: (provider: Provider, left: number, right: number) =>
      calcV2Client(provider).evaluate('product', [left, right]),
  },
});
