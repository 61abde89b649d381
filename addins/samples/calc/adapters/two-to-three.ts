import { defineAdapter, type Provider } from '@bulkhead/sdk';
import { inOneUnit, type KnownUnit, UNITS } from '../shared/units.ts';
import { calcV2Client } from '../v2/src/calc-contract.ts';
import type { Expression, Operation, Quantity } from '../v3/src/calc-contract.ts';

/**
 * Version 2 knows numbers only, so they are brought into one unit before, and the answer is given it after.
 * Who listens hears of numbers only, so that is lost.
 */
export const twoToThree = defineAdapter({
  from: 'acme.calc@2',
  to: 'acme.calc@3',
  lossy: true,
  members: {
    async evaluate(provider: Provider, expression: Expression): Promise<Quantity> {
      const { operation, precision } = expression;
      const { unit, amounts } = inOneUnit(expression as Parameters<typeof inOneUnit>[0]);
      return { amount: await calcV2Client(provider).evaluate(operation, amounts, { precision }), unit };
    },
    units: (): readonly KnownUnit[] => UNITS,
  },
  events: {
    calculated: {
      event: 'calculated',
      values: (operation: Operation, answer: number) => [
        { operation, terms: [] },
        { amount: answer, unit: 'none' },
      ],
    },
  },
});
