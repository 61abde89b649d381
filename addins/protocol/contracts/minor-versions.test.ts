import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareContracts } from './compatibility.ts';
import { compileContract, type MemberSpec } from './contract-method-table.ts';
import { type ContractInput, readContract } from './contract-schema.ts';
import { contractOf } from './testing/contracts.ts';
import { NO_REFERENCES } from './wire.ts';

interface Field {
  type: unknown;
  value: fc.Arbitrary<unknown>;
}

const SIMPLE: readonly Field[] = [
  { type: 'boolean', value: fc.boolean() },
  { type: 'integer', value: fc.integer() },
  { type: 'string', value: fc.string() },
  { type: 'bytes', value: fc.uint8Array({ maxLength: 8 }) },
  { type: { list: 'number' }, value: fc.array(fc.integer(), { maxLength: 4 }) },
  {
    type: { map: { optional: 'string' } },
    value: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.option(fc.string())),
  },
  { type: 'Unit', value: fc.constantFrom('metre', 'foot', 'parsec') },
];

const field = fc.constantFrom(...SIMPLE);
/** How many fields are as old as the major version; the others came with 1.1. */
const recordShape = fc.record({
  older: fc.array(field, { minLength: 1, maxLength: 4 }),
  later: fc.array(field, { maxLength: 4 }),
});

interface Shape {
  older: Field[];
  later: Field[];
}

function fieldsOf({ older, later }: Shape, isNewer: boolean): object[] {
  return [
    ...older.map(({ type }, index) => ({ name: `old${index}`, type })),
    ...(isNewer ? later : []).map(({ type }, index) => ({ name: `new${index}`, type, optional: true, since: '1.1' })),
  ];
}

function contract(outer: Shape, inner: Shape, isNewer: boolean): ContractInput {
  const records = {
    Outer: { fields: [{ name: 'inside', type: { list: 'Inner' } }, ...fieldsOf(outer, isNewer)] },
    Inner: { fields: fieldsOf(inner, isNewer) },
  };
  const values = isNewer ? ['parsec', 'metre', 'foot'] : ['metre', 'foot'];
  const types = { records, enums: { Unit: { values } } } as unknown as NonNullable<ContractInput['types']>;
  return { ...contractOf({ list: 'Outer' }, types), version: isNewer ? '1.1' : '1.0' };
}

function valuesOf({ older, later }: Shape): fc.Arbitrary<object> {
  const named = (prefix: string, fields: Field[]): [string, fc.Arbitrary<unknown>][] =>
    fields.map(({ value }, index) => [`${prefix}${index}`, value]);
  const required = named('old', older);
  return fc.record(Object.fromEntries([...required, ...named('new', later)]), {
    requiredKeys: required.map(([name]) => name),
  });
}

const scene = fc.tuple(recordShape, recordShape).chain(([outer, inner]) =>
  fc.record({
    outer: fc.constant(outer),
    inner: fc.constant(inner),
    sent: fc.array(
      fc
        .tuple(valuesOf(outer), fc.array(valuesOf(inner), { maxLength: 2 }))
        .map(([value, inside]): object => ({ ...value, inside })),
      { maxLength: 3 },
    ),
  }),
);

function specOf(input: ContractInput): MemberSpec {
  const spec = compileContract(readContract(input)).members.get(0);
  if (!spec) throw new Error('no member');
  return spec;
}

function pass(from: MemberSpec, to: MemberSpec, value: unknown): unknown {
  const slots: unknown[] = [];
  from.parameters.encode([value], slots, NO_REFERENCES);
  const received = structuredClone(slots);
  return to.parameters.decode(received, { from: 0, to: received.length }, NO_REFERENCES)[0];
}

test('whatever a minor version may add, a peer of the version before hands back as it came', () => {
  fc.assert(
    fc.property(scene, ({ outer, inner, sent }) => {
      const [older, newer] = [contract(outer, inner, false), contract(outer, inner, true)];
      expect(compareContracts(readContract(older), readContract(newer)).level).toBe('minor');
      const [olderSpec, newerSpec] = [specOf(older), specOf(newer)];
      const seen = pass(newerSpec, olderSpec, sent) as { inside: object[] }[];
      const keys = seen.flatMap((record) => [record, ...record.inside]).flatMap((record) => Reflect.ownKeys(record));
      expect(keys.filter((key) => String(key).startsWith('new'))).toEqual([]);
      expect(pass(olderSpec, newerSpec, seen)).toEqual(sent);
    }),
  );
});
