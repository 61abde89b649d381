import { defineAdapter, type Provider } from '@bulkhead/sdk';
import type { Operation, Options } from '../v2/src/calc-contract.ts';
import { calcV3Client, type Expression, type Quantity } from '../v3/src/calc-contract.ts';

/** Plain numbers are quantities without a unit. Who listens is told amounts only: the units are lost. */
export const threeToTwo = defineAdapter({
  from: 'acme.calc@3',
  to: 'acme.calc@2',
  lossy: true,
  members: {
    async evaluate(provider: Provider, ...[operation, values, options]: [Operation, readonly number[], Options?]) {
      const terms = values.map((amount): Quantity => ({ amount, unit: 'none' }));
      const answer = await calcV3Client(provider).evaluate({ operation, terms, precision: options?.precision });
      return answer.amount;
    },
  },
  events: {
    calculated: {
      event: 'calculated',
      values: ({ operation }: Expression, { amount }: Quantity) => [operation, amount],
    },
  },
});
