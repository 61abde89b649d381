import { defineAdapter, type Provider } from '@bulkhead/sdk';
import { calcV3Client, type Operation } from '../v3/src/calc-contract.ts';

/** Straight to version 1, which hears of nothing: no need to go through version 2, and nothing is lost. */
export const threeToOne = defineAdapter({
  from: 'acme.calc@3',
  to: 'acme.calc@1',
  members: { add: pairwise('sum'), multiply: pairwise('product') },
});

function pairwise(operation: Operation) {
  return async (provider: Provider, left: number, right: number): Promise<number> => {
    const terms = [left, right].map((amount) => ({ amount, unit: 'none' as const }));
    return (await calcV3Client(provider).evaluate({ operation, terms })).amount;
  };
}
