import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileContract } from '../../addins/protocol/contracts/contract-method-table.ts';
import { type ContractInput, readContract } from '../../addins/protocol/contracts/contract-schema.ts';
import { eventValues } from '../../addins/protocol/contracts/event-values.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import { ToldEvent } from './told-event.ts';

const CALC = 'acme.calc';
type Members = NonNullable<ContractInput['members']>;
type Fields = NonNullable<NonNullable<ContractInput['types']>['records']>[string]['fields'];
const older: Members = [
  { name: 'changed', number: 0, kind: 'event', parameters: [{ name: 'to', type: 'Amount' }] },
  { name: 'add', number: 1, result: 'number' },
];
const amount = (fields: Fields) => ({ records: { Amount: { fields } } });
const value = { name: 'value', type: 'number' };
const table = (version: string, members: Members, types: ContractInput['types']) =>
  compileContract(readContract({ id: CALC, version, types, members }));

const v10 = table('1.0', older, amount([value]));
const v11 = table(
  '1.1',
  [...older, { name: 'cleared', number: 2, kind: 'event', since: '1.1' }],
  amount([value, { name: 'unit', type: 'string', optional: true, since: '1.1' }]),
);
const party = { addinId: 'calc', displayName: 'Calc' };
/** `value` in the form of the port of whoever tells it. */
const raw = (sender: typeof v10 | undefined, topic: string, carried: Plain) =>
  new ToldEvent({ party, line: `${CALC}@1`, table: sender }, { contract: CALC, topic, value: carried });
const told = (sender: typeof v10 | undefined, topic: string, carried: Plain) =>
  raw(sender, topic, sender ? eventValues(sender, topic).write(carried) : carried);
/** As the listener's own end reads it. */
const heard = (event: ToldEvent, reader: typeof v10 | undefined) => {
  const value = event.for(reader);
  return reader && value !== undefined ? eventValues(reader, event.topic).read(value) : value;
};

test('what fits is heard as it was told, also where only one of the two describes it', () => {
  for (const [sender, reader] of [[v10, v10] as const, [v10, undefined] as const, [undefined, v10] as const]) {
    expect(heard(told(sender, 'changed', [{ value: 3 }]), reader)).toEqual([{ value: 3 }]);
  }
  expect(told(undefined, 'anything', 'at all').for(undefined)).toBe('at all');
});

test.each([
  ['an event that there is not', 'other', [1], 'E_NO_MEMBER'],
  ['a member that is called', 'add', [], 'E_NO_MEMBER'],
  ['a value of another type', 'changed', ['three'], 'E_CONTRACT'],
  ['too many values', 'changed', [1, 2, 3, 4], 'E_CONTRACT'],
  ['no list', 'changed', { value: 1 }, 'E_CONTRACT'],
] as const)('%s is refused to whoever tells it, past its own check too', (...[, topic, carried, code]) => {
  const refusal = {
    code,
    message: expect.stringContaining('Calc told what acme.calc does not allow: '),
    detail: expect.objectContaining({ blame: 'provider' }),
  };
  expect(() => raw(v10, topic, carried as Plain)).toThrow(expect.objectContaining(refusal));
});

test('whatever comes is refused with a code, or read', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (carried) => {
      try {
        heard(raw(v10, 'changed', carried as Plain), v11);
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: expect.stringMatching(/^E_(CONTRACT|QUOTA)$/) });
      }
    }),
  );
});

test('a listener of an older version hears what it knows, and nothing of what it does not', () => {
  const event = heard(told(v11, 'changed', [{ value: 3, unit: 'm' }]), v10);
  expect(event).toEqual([{ value: 3 }]);
  expect(told(v11, 'cleared', []).for(v10)).toBeUndefined();
  expect(told(v11, 'cleared', []).for(v11)).toEqual([]);
});

test('a provider without a description cannot send a listener what it was not promised', () => {
  expect(() => told(undefined, 'changed', [{ value: 'three' }]).for(v10)).toThrow(
    expect.objectContaining({ code: 'E_CONTRACT', detail: expect.objectContaining({ blame: 'provider' }) }),
  );
  expect(told(undefined, 'free', 1).for(v10)).toBeUndefined();
});
