import { expect, test } from 'vitest';
import { compareContracts, versionNeeded } from './compatibility.ts';
import { type ContractInput, readContract } from './contract-schema.ts';
import { contractWith, member } from './testing/contracts.ts';

type Types = NonNullable<ContractInput['types']>;
type MemberInput = Parameters<typeof member>[0];

const X = { name: 'x', type: 'number' };
const Y = { name: 'y', type: 'string' };

const withMember = (more: MemberInput = {}): ContractInput => contractWith({ members: [member(more)] });
const withFields = (...fields: object[]): ContractInput =>
  contractWith({ types: { records: { Point: { fields } } } as Types });
const withParameters = (...parameters: object[]): ContractInput => withMember({ parameters } as MemberInput);
const withEnum = (...values: string[]): ContractInput => contractWith({ types: { enums: { Unit: { values } } } });
const withUnion = (tag: string, cases: Record<string, string>): ContractInput =>
  contractWith({
    types: { records: { A: { fields: [X] }, B: { fields: [X] } }, unions: { Shape: { tag, cases } } },
  });
const later = (contract: ContractInput): ContractInput => ({ ...contract, version: '1.1' });
const adding = (more: MemberInput): ContractInput =>
  later(contractWith({ members: [member(), member({ name: 'more', number: 1, ...more })] }));

interface Case {
  rule: string;
  level: 'minor' | 'major';
  path: string;
  older: ContractInput;
  newer: ContractInput;
}

const MINOR: Omit<Case, 'level'>[] = [
  { rule: 'member-added', path: 'more', older: contractWith(), newer: adding({ since: '1.1' }) },
  {
    rule: 'event-added',
    path: 'more',
    older: contractWith(),
    newer: adding({ since: '1.1', kind: 'event', result: 'null' }),
  },
  {
    rule: 'field-added',
    path: 'Point.y',
    older: withFields(X),
    newer: later(withFields(X, { ...Y, optional: true, since: '1.1' })),
  },
  { rule: 'enum-value-added', path: 'Unit', older: withEnum('a'), newer: withEnum('a', 'b') },
  { rule: 'type-added', path: 'Unit', older: contractWith(), newer: withEnum('a') },
  { rule: 'idempotent-promised', path: 'add', older: withMember(), newer: withMember({ idempotent: true }) },
  { rule: 'ordered-promised', path: 'add', older: withMember(), newer: withMember({ ordered: true }) },
  { rule: 'deadline-changed', path: 'add', older: withMember(), newer: withMember({ deadline: 5 }) },
  { rule: 'permission-dropped', path: 'add', older: withMember({ permission: 'calc.add' }), newer: withMember() },
];

const MAJOR: Omit<Case, 'level'>[] = [
  { rule: 'id-changed', path: 'id', older: contractWith(), newer: contractWith({ id: 'acme.other' }) },
  {
    rule: 'member-removed',
    path: 'add',
    older: contractWith(),
    newer: withMember({ name: 'other', number: 7, since: '1.0' }),
  },
  { rule: 'member-renamed', path: 'add', older: contractWith(), newer: withMember({ name: 'plus' }) },
  { rule: 'member-renumbered', path: 'add', older: contractWith(), newer: withMember({ number: 3 }) },
  { rule: 'since-missing', path: 'more', older: contractWith(), newer: adding({}) },
  {
    rule: 'kind-changed',
    path: 'add',
    older: withMember({ result: 'null' }),
    newer: withMember({ result: 'null', kind: 'oneway' }),
  },
  { rule: 'nothing-became-value', path: 'add.result', older: withMember({ result: 'null' }), newer: withMember() },
  { rule: 'retyped', path: 'add.result', older: withMember(), newer: withMember({ result: 'string' }) },
  {
    rule: 'retyped',
    path: 'add.x',
    older: withParameters(X),
    newer: withParameters({ ...X, type: { list: 'number' } }),
  },
  {
    rule: 'parameter-added',
    path: 'add.y',
    older: withParameters(X),
    newer: withParameters(X, { ...Y, optional: true }),
  },
  { rule: 'parameter-removed', path: 'add.y', older: withParameters(X, Y), newer: withParameters(X) },
  { rule: 'parameter-renamed', path: 'add.x', older: withParameters(X), newer: withParameters({ ...X, name: 'z' }) },
  {
    rule: 'optional-became-required',
    path: 'add.x',
    older: withParameters({ ...X, optional: true }),
    newer: withParameters(X),
  },
  {
    rule: 'required-became-optional',
    path: 'Point.x',
    older: withFields(X),
    newer: withFields({ ...X, optional: true }),
  },
  {
    rule: 'initial-changed',
    path: 'add.x',
    older: withParameters({ ...X, optional: true, initial: 1 }),
    newer: withParameters({ ...X, optional: true, initial: 2 }),
  },
  {
    rule: 'range-tightened',
    path: 'add.x',
    older: withParameters({ ...X, type: { list: { number: { max: 10 } } } }),
    newer: withParameters({ ...X, type: { list: { number: { max: 9 } } } }),
  },
  {
    rule: 'range-tightened',
    path: 'Point.y',
    older: withFields(Y),
    newer: withFields({ ...Y, type: { string: { maxLength: 5 } } }),
  },
  {
    rule: 'range-widened',
    path: 'add.x',
    older: withParameters({ ...X, type: { integer: { min: 0 } } }),
    newer: withParameters({ ...X, type: 'integer' }),
  },
  {
    rule: 'idempotent-withdrawn',
    path: 'add',
    older: withMember({ idempotent: true }),
    newer: withMember({ idempotent: false }),
  },
  { rule: 'ordered-withdrawn', path: 'add', older: withMember({ ordered: true }), newer: withMember() },
  {
    rule: 'permission-tightened',
    path: 'add',
    older: withMember(),
    newer: withMember({ permission: 'calc.add' }),
  },
  { rule: 'type-removed', path: 'Unit', older: withEnum('a'), newer: contractWith() },
  { rule: 'field-removed', path: 'Point.y', older: withFields(X, Y), newer: withFields(X) },
  { rule: 'field-renamed', path: 'Point.x', older: withFields(X), newer: withFields({ ...X, name: 'z' }) },
  { rule: 'field-moved', path: 'Point.x', older: withFields(X, Y), newer: withFields(Y, X) },
  { rule: 'retyped', path: 'Point.x', older: withFields(X), newer: withFields({ ...X, type: 'integer' }) },
  { rule: 'required-field-added', path: 'Point.y', older: withFields(X), newer: withFields(X, Y) },
  { rule: 'since-missing', path: 'Point.y', older: withFields(X), newer: withFields(X, { ...Y, optional: true }) },
  {
    rule: 'reference-field-added',
    path: 'Point.y',
    older: withFields(X),
    newer: later(
      contractWith({
        types: {
          records: {
            Point: { fields: [X, { name: 'y', type: { list: 'Box' }, optional: true, since: '1.1' }] },
            Box: { fields: [{ name: 'inside', type: { optional: { ref: 'acme.sheet@1' } } }] },
          },
        },
      }),
    ),
  },
  { rule: 'enum-value-removed', path: 'Unit', older: withEnum('a', 'b'), newer: withEnum('a') },
  { rule: 'tag-changed', path: 'Shape', older: withUnion('kind', { a: 'A' }), newer: withUnion('sort', { a: 'A' }) },
  {
    rule: 'case-removed',
    path: 'Shape',
    older: withUnion('kind', { a: 'A', b: 'B' }),
    newer: withUnion('kind', { a: 'A' }),
  },
  { rule: 'case-changed', path: 'Shape', older: withUnion('kind', { a: 'A' }), newer: withUnion('kind', { a: 'B' }) },
  {
    rule: 'case-added',
    path: 'Shape',
    older: withUnion('kind', { a: 'A' }),
    newer: withUnion('kind', { a: 'A', b: 'B' }),
  },
];

const CASES: Case[] = [
  ...MINOR.map((each) => ({ ...each, level: 'minor' as const })),
  ...MAJOR.map((each) => ({ ...each, level: 'major' as const })),
];

test.each(CASES)('$rule at $path asks for a $level version', ({ rule, level, path, older, newer }) => {
  const comparison = compareContracts(readContract(older), readContract(newer));
  expect(comparison.findings).toContainEqual(expect.objectContaining({ rule, path, level }));
  expect(comparison.level).toBe(level);
});

test('words, and the order in which things are written, change nothing', () => {
  const types = { enums: { Unit: { values: ['a', 'b'] }, Size: { values: ['s'] } } };
  const other = { enums: { Size: { values: ['s'], summary: 'New.' }, Unit: { values: ['b', 'a'] } } };
  const members = [member(), member({ name: 'more', number: 1 })];
  const older = readContract(contractWith({ types, members }));
  const newer = readContract(contractWith({ types: other, members: members.toReversed(), summary: 'Other words.' }));
  expect(compareContracts(older, newer)).toEqual({ level: 'same', findings: [] });
});

test('a new major version may add without saying since when', () => {
  const newer = contractWith({ version: '2.0', members: [member(), member({ name: 'more', number: 1 })] });
  expect(compareContracts(readContract(contractWith()), readContract(newer)).level).toBe('minor');
});

const VERSIONS: [older: string, newer: string, level: 'same' | 'minor' | 'major', needed: string | undefined][] = [
  ['1.2', '1.2', 'same', undefined],
  ['1.2', '1.1', 'same', '1.2'],
  ['1.2', '1.2', 'minor', '1.3'],
  ['1.2', '1.3', 'minor', undefined],
  ['1.2', '2.0', 'minor', undefined],
  ['1.2', '1.9', 'major', '2.0'],
  ['1.2', '2.0', 'major', undefined],
  ['1.2', '3.1', 'major', undefined],
];
test.each(VERSIONS)('%s to %s with a %s change needs %s', (...[older, newer, level, needed]) => {
  const read = (version: string) => readContract(contractWith({ version }));
  expect(versionNeeded(read(older), read(newer), level)).toBe(needed);
});
