import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileContract } from '../../addins/protocol/contracts/contract-method-table.ts';
import { type ContractInput, readContract } from '../../addins/protocol/contracts/contract-schema.ts';
import { ContractSet } from '../../addins/protocol/contracts/contract-set.ts';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import { type ExchangeEnd, ServiceExchange } from './service-exchange.ts';

const contract: ContractInput = {
  id: 'acme.calc',
  version: '1.0',
  types: {
    records: {
      Term: {
        fields: [
          { name: 'value', type: 'number' },
          { name: 'unit', type: 'Unit', optional: true },
        ],
      },
    },
    enums: { Unit: { values: ['metre', 'foot'] } },
  },
  members: [
    {
      name: 'sum',
      number: 0,
      parameters: [
        { name: 'terms', type: { list: 'Term' } },
        { name: 'sheets', type: { list: { ref: 'acme.sheet@1' } }, optional: true },
      ],
      result: { map: 'Term' },
    },
  ],
};
const described = new ContractSet([compileContract(readContract(contract))]);
const subject = { contract: 'acme.calc', member: 'sum', line: 'acme.calc@1' };

/** An end that counts what is lent on it and what it has in hand. */
function end(displayName: string, contracts = described) {
  const counts = { lent: 0, inHand: 0 };
  const party: ExchangeEnd = {
    ...{ addinId: displayName.toLowerCase(), displayName, contracts },
    objects: {
      references: (received = []) => ({
        export: () => ++counts.lent,
        resolve: () => {
          const object = {};
          received.push(object);
          counts.inHand++;
          return object;
        },
        undo: (numbers) => {
          counts.lent -= numbers.length;
        },
      }),
      letGo: (received) => {
        counts.inHand -= received.length;
      },
    },
  };
  return { ...counts, party, counts };
}

const term = fc.tuple(fc.constant(2), fc.double({ noNaN: true }), fc.constantFrom(null, 'metre', 'mile'));
const hostile = fc.oneof(
  fc.array(fc.anything(), { maxLength: 6 }),
  fc.tuple(
    fc
      .tuple(fc.array(term, { maxLength: 4 }), fc.array(fc.integer({ min: 1 }), { maxLength: 4 }), fc.anything())
      .map(([terms, sheets, more]) => [terms.length, ...terms.flat(), sheets.length, ...sheets, more]),
  ),
);

test('whatever an add-in sends as arguments: they pass, or it is its fault, and nothing is left behind', () => {
  fc.assert(
    fc.property(hostile, fc.boolean(), (args, isDescribed) => {
      const [caller, provider] = [end('Notes'), end('Calc', isDescribed ? described : new ContractSet([]))];
      try {
        const exchange = new ServiceExchange(caller.party, subject, args as Plain[]);
        try {
          exchange.argumentsFor(provider.party);
        } catch (thrown) {
          expect(provider.counts.lent).toBe(0);
          throw thrown;
        } finally {
          exchange.end();
          expect(caller.counts.inHand).toBe(0);
        }
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(BulkheadError);
        expect(thrown).toMatchObject({ code: 'E_CONTRACT', detail: { blame: 'caller' } });
      }
    }),
  );
});

test('whatever an add-in answers: it passes, or it is its fault, and nothing is left behind', () => {
  fc.assert(
    fc.property(fc.anything(), (answer) => {
      const [caller, provider] = [end('Notes'), end('Calc')];
      const exchange = new ServiceExchange(caller.party, subject, [[0, null]]);
      try {
        exchange.answerOf(provider.party, answer);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'E_CONTRACT', detail: { blame: 'provider' } });
        expect(caller.counts.lent).toBe(0);
      }
      expect(provider.counts.inHand).toBe(0);
    }),
  );
});

test('references of arguments that do not fit further on are taken back', () => {
  const [caller, provider] = [end('Notes'), end('Calc')];
  const exchange = new ServiceExchange(caller.party, subject, [[0, 2, 5, 6]]);
  expect(exchange.argumentsFor(provider.party)).toEqual([[0, 2, 1, 2]]);
  expect([provider.counts.lent, caller.counts.inHand]).toEqual([2, 2]);
  exchange.end();
  expect(caller.counts.inHand).toBe(0);
});
