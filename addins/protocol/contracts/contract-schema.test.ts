import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BulkheadError } from '../errors.ts';
import { CONTRACT_BYTES } from './contract-limits.ts';
import { parseContract, readContract } from './contract-schema.ts';
import { contractOf, contractWith, member } from './testing/contracts.ts';

test('reads a contract and fills in what was left out', () => {
  const { id, version, members } = readContract(contractWith());
  expect({ id, version }).toEqual({ id: 'acme.calc', version: { major: 1, minor: 0 } });
  expect(members[0]).toMatchObject({ kind: 'call', idempotent: false, ordered: false, deadline: 30_000 });
});

const AMOUNT = { name: 'amount', type: 'number' };
const QUANTITY = { fields: [AMOUNT] };
const VALID_TYPES: unknown[] = [
  'bytes',
  'Quantity',
  { list: { map: { optional: 'Quantity' } } },
  { integer: { min: 0, max: 10 } },
  { string: { maxLength: 10 } },
  { ref: 'acme.sheet@1' },
  { stream: { list: 'any' } },
  { callback: { parameters: [{ name: 'part', type: 'number' }], result: { callback: {} } } },
];
test.each(VALID_TYPES)('takes the type %j', (type) => {
  expect(() => readContract(contractOf(type, { records: { Quantity: QUANTITY } }))).not.toThrow();
});

const nested = (depth: number): unknown => (depth === 0 ? 'null' : { list: nested(depth - 1) });
const WRONG_TYPES: [type: unknown, says: RegExp][] = [
  ['nubmer', /there is no type "nubmer"/],
  ['Nothing', /there is no type "Nothing"/],
  ['Promise', /means something else/],
  [{ list: 'Nothing' }, /there is no type "Nothing"/],
  [{ list: 'null', map: 'null' }, /is no type/],
  [{}, /is no type/],
  [7, /is no type/],
  [null, /is no type/],
  [['number'], /is no type/],
  [{ optional: 'any' }, /may be null already/],
  [{ optional: { optional: 'number' } }, /may be null already/],
  [{ integer: { min: 2, max: 1 } }, /min is larger/],
  [{ string: { maxLength: 1e9 } }, /maxLength/],
  [{ number: { least: 1 } }, /least/],
  [{ ref: 'acme.sheet' }, /looks like/],
  [{ callback: { parameters: [{ name: 'default', type: 'null' }] } }, /word of the language/],
  [nested(9), /nested too deeply/],
];
test.each(WRONG_TYPES)('refuses the type %j', (type, says) => {
  expect(() => readContract(contractOf(type))).toThrow(says);
});

const record = (fields: unknown[]) => contractOf('R', { records: { R: { fields } } } as never);
const WRONG_CONTRACTS: [name: string, contract: unknown, says: RegExp][] = [
  ['no members', contractWith({ members: [] }), /^members: /],
  ['an id of one part', contractWith({ id: 'calc' }), /^id: /],
  ['a version with three parts', contractWith({ version: '1.2.3' }), /^version: /],
  ['version 0', contractWith({ version: '0.1' }), /^version: /],
  ['an unknown field', { ...contractWith(), extra: 1 }, /extra/],
  ['a name twice', contractWith({ members: [member(), member({ number: 1 })] }), /^members\[1\]: "add" is there twice/],
  ['a number twice', contractWith({ members: [member(), member({ name: 'x' })] }), /"number 0" is there twice/],
  ['a member that makes a promise of every client', contractWith({ members: [member({ name: 'then' })] }), /name/],
  ['a member named as of every object', contractWith({ members: [member({ name: 'toString' })] }), /name/],
  ['a member that is newer than its contract', contractWith({ members: [member({ since: '1.1' })] }), /is newer/],
  ['a member of another major', contractWith({ version: '2.0', members: [member({ since: '1.0' })] }), /must be 2\./],
  ['a one-way call with an answer', contractWith({ members: [member({ kind: 'oneway' })] }), /nobody waits/],
  [
    'a required parameter behind an optional one',
    contractWith({
      members: [
        member({
          parameters: [
            { name: 'a', type: 'number', optional: true },
            { name: 'b', type: 'number' },
          ],
        }),
      ],
    }),
    /parameters\[1\]: must be optional/,
  ],
  ['text with a line in another direction', contractWith({ summary: 'a\u202eb' }), /^summary: /],
  ['an own __proto__', JSON.parse('{"__proto__":{}}'), /not allowed/],
  ['a record that is a prototype', JSON.parse('{"types":{"records":{"constructor":{}}}}'), /not allowed/],
  ['a field named as of every object', record([{ name: 'valueOf', type: 'number' }]), /means something else/],
  ['a field twice', record([AMOUNT, AMOUNT]), /twice/],
  [
    'a default of the wrong type',
    record([{ name: 'a', type: 'number', optional: true, initial: 'x' }]),
    /must be a number/,
  ],
  ['a default of what must be given', record([{ name: 'a', type: 'number', initial: 1 }]), /unless it is optional/],
  ['an optional field that may be null', record([{ name: 'a', type: 'any', optional: true }]), /not needed/],
  [
    'a late field that must be given',
    { ...record([{ name: 'a', type: 'number', since: '1.1' }]), version: '1.1' },
    /must be optional/,
  ],
  [
    'a union of what is no record',
    contractOf('U', { unions: { U: { tag: 'kind', cases: { a: 'X' } } } }),
    /no record "X"/,
  ],
  [
    'a union whose tag is a field',
    contractOf('U', {
      records: { X: { fields: [{ name: 'kind', type: 'string' }] } },
      unions: { U: { tag: 'kind', cases: { a: 'X' } } },
    }),
    /which is the tag/,
  ],
  [
    'one name for two types',
    contractOf('X', { records: { X: QUANTITY }, enums: { X: { values: ['a'] } } }),
    /name of another type/,
  ],
];
test.each(WRONG_CONTRACTS)('refuses %s', (_name, contract, says) => {
  expect(() => readContract(contract)).toThrow(says);
  expect(() => readContract(contract)).toThrow(expect.objectContaining({ code: 'E_CONTRACT_FILE' }));
});

test('a file that is too large is not even read', () => {
  expect(() => parseContract('{'.repeat(CONTRACT_BYTES + 1))).toThrow(/larger/);
  expect(() => parseContract('{')).toThrow(/no JSON/);
  expect(() => parseContract(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).toThrow(/too deep/);
});

test('whatever is in the file, only a BulkheadError comes out, and no prototype changes', () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  const part = fc.anything({ withNullPrototype: true, withMap: true, withDate: true });
  const almost = fc.record({
    id: fc.constant('acme.calc'),
    version: fc.constantFrom('1.0', '1.1'),
    types: fc.oneof(part, fc.record({ records: fc.dictionary(fc.constantFrom('A', '__proto__', 'b'), part) })),
    members: fc.array(
      fc.record({
        name: fc.constantFrom('a', 'constructor', 'b'),
        number: fc.nat(3),
        parameters: fc.oneof(part, fc.array(fc.record({ name: fc.constantFrom('x', 'y'), type: part }))),
        result: fc.oneof(part, fc.record({ list: part }), fc.record({ callback: part })),
      }),
    ),
  });
  fc.assert(
    fc.property(fc.oneof(part, almost), (value) => {
      try {
        readContract(value);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(BulkheadError);
      }
    }),
  );
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
});
