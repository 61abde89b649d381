import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BulkheadError } from '../errors.ts';
import { EXTRA_SLOTS } from './contract-limits.ts';
import { compileContract, type MemberSpec } from './contract-method-table.ts';
import { type ContractInput, readContract } from './contract-schema.ts';
import { keepExtra } from './record-codec.ts';
import { contractOf } from './testing/contracts.ts';
import { NO_REFERENCES, type References } from './wire.ts';

function compiled(contract: ContractInput): MemberSpec {
  const spec = compileContract(readContract(contract)).members.get(0);
  if (!spec) throw new Error('no member');
  return spec;
}

function encode(spec: MemberSpec, value: unknown, references: References = NO_REFERENCES): unknown[] {
  const slots: unknown[] = [];
  spec.parameters.encode([value], slots, references);
  return slots;
}

function decode(spec: MemberSpec, slots: readonly unknown[], references: References = NO_REFERENCES): unknown {
  return spec.parameters.decode(slots, { from: 0, to: slots.length }, references)[0];
}

/** There and back, through a clone as on every port. */
function carried(spec: MemberSpec, value: unknown): unknown {
  return decode(spec, structuredClone(encode(spec, value)));
}

interface Sort {
  type: unknown;
  value: fc.Arbitrary<unknown>;
}

const TYPES: NonNullable<ContractInput['types']> = {
  records: {
    Point: {
      fields: [
        { name: 'x', type: 'number' },
        { name: 'y', type: 'number' },
        { name: 'label', type: 'string', optional: true },
      ],
    },
    Tree: {
      fields: [
        { name: 'point', type: 'Point' },
        { name: 'children', type: { list: 'Tree' } },
      ],
    },
  },
  enums: { Unit: { values: ['metre', 'foot'] } },
  unions: { Shape: { tag: 'kind', cases: { dot: 'Point', tree: 'Tree' } } },
};

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const point = fc.record({ x: finite, y: finite, label: fc.string() }, { requiredKeys: ['x', 'y'] });
const treeOf = (depth: number): fc.Arbitrary<unknown> =>
  fc.record({ point, children: depth === 0 ? fc.constant([]) : fc.array(treeOf(depth - 1), { maxLength: 2 }) });
const tree = treeOf(3);
const plainKey = fc.string().filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key));

const simple: Sort[] = [
  { type: 'null', value: fc.constant(null) },
  { type: 'boolean', value: fc.boolean() },
  { type: 'number', value: finite },
  { type: 'integer', value: fc.maxSafeInteger() },
  { type: { integer: { min: 0, max: 9 } }, value: fc.nat(9) },
  { type: 'string', value: fc.string() },
  { type: 'bytes', value: fc.uint8Array() },
  {
    type: 'date',
    value: fc.date({ min: new Date(0), max: new Date(8e12), noInvalidDate: true }).map((date) => date.toISOString()),
  },
  { type: 'any', value: fc.array(fc.dictionary(plainKey, fc.oneof(fc.string(), fc.boolean(), fc.constant(null)))) },
  { type: 'Point', value: point },
  { type: 'Tree', value: tree },
  { type: 'Unit', value: fc.oneof(fc.constantFrom('metre', 'foot'), fc.constant({ other: 'parsec' })) },
  {
    type: 'Shape',
    value: fc.oneof(
      point.map((value) => ({ ...value, kind: 'dot' })),
      tree.map((value) => ({ ...(value as object), kind: 'tree' })),
    ),
  },
];

const sorts: Sort[] = [
  ...simple,
  ...simple.flatMap(({ type, value }): Sort[] => [
    { type: { list: type }, value: fc.array(value) },
    { type: { map: { list: type } }, value: fc.dictionary(plainKey, fc.array(value, { maxLength: 2 })) },
    ...(type === 'null' || type === 'any'
      ? []
      : [{ type: { list: { optional: type } }, value: fc.array(fc.option(value)) }]),
  ]),
];

test.each(sorts)('a value of $type is the same on the other side, and a copy', ({ type, value }) => {
  const spec = compiled(contractOf(type, TYPES));
  fc.assert(
    fc.property(value, (sent) => {
      const received = carried(spec, sent);
      expect(received).toEqual(sent);
      if (typeof sent === 'object' && sent !== null) expect(received).not.toBe(sent);
    }),
    { numRuns: 40 },
  );
});

test('records travel as values in the order of the contract, without keys', () => {
  const spec = compiled(contractOf({ list: 'Point' }, TYPES));
  expect(
    encode(spec, [
      { y: 2, x: 1 },
      { label: 'b', x: 3, y: 4 },
    ]),
  ).toEqual([2, 3, 1, 2, null, 3, 3, 4, 'b']);
});

function throwing(thrown: unknown): object {
  return Object.defineProperty({ y: 1 }, 'x', {
    enumerable: true,
    get: () => {
      throw thrown;
    },
  });
}

function deadProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Throws a proxy that throws when somebody asks what it is. */
function throwingProxy(): object {
  const fail = (thrown: unknown) => () => {
    throw thrown;
  };
  return new Proxy({}, { getOwnPropertyDescriptor: fail(new Proxy({}, { getPrototypeOf: fail(1) })) });
}

function ring(): object {
  const tree: Record<string, unknown> = { point: { x: 1, y: 1 } };
  tree['children'] = [tree];
  return tree;
}

const HOSTILE: [name: string, value: () => unknown][] = [
  ['a getter that throws', () => throwing(new Error('mine'))],
  ['a getter that throws what cannot be shown', () => throwing(Object.create(null))],
  ['a dead proxy', deadProxy],
  ['a proxy that throws a proxy', throwingProxy],
  ['inherited fields', () => Object.create({ x: 1, y: 2 })],
  ['a list that lies about its length', () => Object.assign(Object.create(Array.prototype), { length: 4e9 })],
  ['a list of four billion holes', () => new Array(4_294_967_295)],
  ['a function', () => () => 1],
  ['a symbol', () => Symbol('x')],
  ['a bigint', () => 1n],
  ['undefined', () => undefined],
  ['not a number', () => Number.NaN],
  ['a ring', ring],
];
test.each(HOSTILE)('%s is refused by every type with E_CONTRACT, and leaves nothing in the frame', (_name, value) => {
  for (const { type } of sorts.filter((sort) => sort.type !== 'any')) {
    const spec = compiled(contractOf(type, TYPES));
    const slots: unknown[] = ['before'];
    const thrown = caught(() => spec.parameters.encode([value()], slots, NO_REFERENCES));
    // An object without entries of its own is an empty map, whatever it inherits.
    const isEmptyMap = thrown === undefined && JSON.stringify(type).startsWith('{"map"');
    if (!isEmptyMap) expect(thrown, JSON.stringify(type)).toMatchObject({ name: 'BulkheadError', code: 'E_CONTRACT' });
    expect(slots).toEqual(isEmptyMap ? ['before', 0] : ['before']);
  }
});

function caught(work: () => unknown): unknown {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

test('one object in many places does not grow without end', () => {
  const deep = (depth: number): unknown =>
    depth === 0
      ? { point: { x: 1, y: 1 }, children: [] }
      : { point: { x: 1, y: 1 }, children: new Array(60).fill(deep(depth - 1)) };
  expect(() => encode(compiled(contractOf('Tree', TYPES)), deep(6))).toThrow(/more than/);
  const large = new Array(50_000).fill(0);
  const many = compiled(contractOf({ list: 'any' }));
  expect(() => decode(many, [3, large, large, large])).toThrow(
    /value\[2\]: must be plain data|value\[1\]: must be plain data/,
  );
});

test('whatever slots come, only a BulkheadError comes out, and no prototype is reached', () => {
  const slot = fc.oneof(
    fc.nat(5),
    fc.constantFrom(null, 'dot', 'metre', 'x', '__proto__', 'constructor', -1, 1.5, 4e9, {
      __proto__: null,
      polluted: 1,
    }),
    fc.anything(),
  );
  const specs = sorts.map(({ type }) => compiled(contractOf(type, TYPES)));
  fc.assert(
    fc.property(fc.array(slot), fc.constantFrom(...specs), (slots, spec) => {
      const thrown = caught(() => {
        const value = decode(spec, slots);
        if (typeof value === 'object' && value !== null) expect(JSON.stringify(value)).toBeDefined();
      });
      if (thrown !== undefined) expect(thrown).toBeInstanceOf(BulkheadError);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    }),
    { numRuns: 2_000 },
  );
});

test('a key of a map never reaches a prototype', () => {
  const spec = compiled(contractOf({ map: 'number' }));
  for (const key of ['__proto__', 'constructor', 'prototype']) expect(() => decode(spec, [1, key, 1])).toThrow(/key/);
  const map = decode(spec, [1, 'toString', 1]) as Record<string, unknown>;
  expect(map['toString']).toBe(1);
  expect(map['valueOf']).toBeUndefined();
  expect(() => decode(spec, [2, 'a', 1, 'a', 2])).toThrow(/\["a"\]: is there twice/);
});

test('an error names the path of the offender', () => {
  const spec = compiled(contractOf({ list: 'Tree' }, TYPES));
  const good = { point: { x: 1, y: 1 }, children: [] };
  const bad = { point: { x: 1, y: 'two' }, children: [] };
  const thrown = caught(() => encode(spec, [good, { ...good, children: [good, bad] }]));
  expect(thrown).toMatchObject({
    message: 'echo.value[1].children[1].point.y: must be a number',
    detail: { path: 'echo.value[1].children[1].point.y' },
  });
});

const AMOUNT = { name: 'amount', type: 'number' };
const LATER_FIELDS = [
  { name: 'note', type: 'string', optional: true, since: '1.1' },
  { name: 'shape', type: { list: 'number' }, optional: true, since: '1.1' },
];

function quantities(version: string, fields: readonly (typeof AMOUNT)[]): MemberSpec {
  return compiled({ ...contractOf({ list: 'Quantity' }, { records: { Quantity: { fields: [...fields] } } }), version });
}

const olderQuantities = (): MemberSpec => quantities('1.0', [AMOUNT]);
const newerQuantities = (): MemberSpec => quantities('1.1', [AMOUNT, ...(LATER_FIELDS as (typeof AMOUNT)[])]);

test('what a newer minor version added is out of sight of an older one, and comes back whole', () => {
  const [older, newer] = [olderQuantities(), newerQuantities()];
  const sent = [{ amount: 1, note: 'n', shape: [1, 2] }, { amount: 2 }];
  const seen = decode(older, structuredClone(encode(newer, sent))) as { amount: number }[];
  expect(Reflect.ownKeys(seen[0] ?? {})).toEqual(['amount']);
  const [first, second] = seen;
  if (first) first.amount = 10;
  expect(decode(newer, structuredClone(encode(older, [first, second])))).toEqual([
    { amount: 10, note: 'n', shape: [1, 2] },
    { amount: 2 },
  ]);
  const copy = keepExtra(first ?? {}, { amount: 11 });
  expect(decode(newer, encode(older, [copy]))).toEqual([{ amount: 11, note: 'n', shape: [1, 2] }]);
  expect(decode(newer, encode(older, [{ amount: 12 }]))).toEqual([{ amount: 12 }]);
});

test('extra values are plain and few', () => {
  const spec = olderQuantities();
  expect(() => decode(spec, [1, 2, 1, () => 1])).toThrow(/plain data/);
  const many = new Array(EXTRA_SLOTS + 1).fill(0);
  expect(() => decode(spec, [1, many.length + 1, 1, ...many])).toThrow(/too many/);
});

test('an older peer sends fewer fields; those that have a default get it', () => {
  const fields = [
    { name: 'amount', type: 'number' },
    { name: 'digits', type: 'integer', optional: true, initial: 2, since: '1.1' },
  ];
  const newer = compiled({ ...contractOf('Quantity', { records: { Quantity: { fields } } }), version: '1.1' });
  expect(decode(newer, [1, 5])).toEqual({ amount: 5, digits: 2 });
  expect(decode(newer, [2, 5, null])).toEqual({ amount: 5, digits: 2 });
  expect(decode(newer, [2, 5, 0])).toEqual({ amount: 5, digits: 0 });
});

test('a value of an enum that this side does not know keeps its name', () => {
  const spec = compiled(contractOf('Unit', TYPES));
  expect(decode(spec, ['parsec'])).toEqual({ other: 'parsec' });
  expect(encode(spec, decode(spec, ['parsec']))).toEqual(['parsec']);
  expect(() => decode(spec, ['a\nb'])).toThrow(/enum/);
  expect(() => encode(spec, 'parsec')).toThrow(/enum/);
});

test('dates exist', () => {
  const spec = compiled(contractOf('date'));
  expect(decode(spec, ['2024-02-29T00:00:00Z'])).toBe('2024-02-29T00:00:00Z');
  for (const date of ['2023-02-29T00:00:00Z', '2024-02-29', 'now', '2024-02-29T24:00:00Z', 0])
    expect(() => decode(spec, [date])).toThrow(/date/);
});

class Ports implements References {
  readonly undone: number[] = [];
  readonly discarded: number[] = [];
  readonly seen: [unknown, string][] = [];
  readonly #fail: BulkheadError | undefined;

  constructor(fail?: BulkheadError) {
    this.#fail = fail;
  }

  export(value: unknown, id: string): number {
    if (this.#fail) throw this.#fail;
    this.seen.push([value, id]);
    return this.seen.length;
  }

  resolve(number: number, id: string): unknown {
    return `${number} ${id}`;
  }

  undo(numbers: readonly number[]): void {
    this.undone.push(...numbers);
  }

  discard(numbers: readonly number[]): void {
    this.discarded.push(...numbers);
  }
}

const REFERENCES = contractOf('Job', {
  records: {
    Job: {
      fields: [
        { name: 'sheet', type: { ref: 'acme.sheet@1' } },
        { name: 'done', type: { callback: { parameters: [{ name: 'part', type: 'number' }] } } },
        { name: 'rows', type: { stream: 'number' } },
        { name: 'last', type: 'number' },
      ],
    },
  },
});

test('objects, callbacks and streams cross as numbers of the port', () => {
  const [spec, ports] = [compiled(REFERENCES), new Ports()];
  const job = { sheet: {}, done: () => 1, rows: {}, last: 1 };
  const slots = encode(spec, job, ports);
  expect(slots).toEqual([4, 1, 2, 3, 1]);
  expect(ports.seen.map(([, id]) => id)).toEqual(['acme.sheet@1', 'acme.calc@1#Job.done', 'acme.calc@1#Job.rows']);
  expect(decode(spec, [4, 7, -8, 9, 1], ports)).toMatchObject({
    sheet: '7 acme.sheet@1',
    done: '-8 acme.calc@1#Job.done',
  });
  const table = compileContract(readContract(REFERENCES));
  expect([...table.callbacks.keys(), ...table.streams.keys()]).toEqual([
    'acme.calc@1#Job.done',
    'acme.calc@1#Job.rows',
  ]);
  const arguments_: unknown[] = [];
  table.callbacks.get('acme.calc@1#Job.done')?.parameters.encode([0.5], arguments_, NO_REFERENCES);
  expect(arguments_).toEqual([0.5]);
});

test('a message that is refused after its references were counted counts them back', () => {
  const spec = compiled(REFERENCES);
  const sender = new Ports();
  expect(() => encode(spec, { sheet: {}, done: () => 1, rows: {}, last: 'x' }, sender)).toThrow(/last/);
  expect(sender.undone).toEqual([1, 2, 3]);
  const receiver = new Ports();
  expect(() => decode(spec, [4, 7, 0, 9, 1], receiver)).toThrow(/done: must be the number/);
  expect(receiver.discarded).toEqual([7]);
  expect(receiver.undone).toEqual([]);
  expect(() => encode(spec, { sheet: 1 }, sender)).toThrow(/sheet: must be an object/);
});

test('what the port of references says goes out as it is', () => {
  const spec = compiled(contractOf({ ref: 'acme.sheet@1' }));
  expect(() => encode(spec, {}, new Ports(new BulkheadError('E_OVERLOAD')))).toThrow(
    expect.objectContaining({ code: 'E_OVERLOAD' }),
  );
  expect(() => encode(spec, {})).toThrow(expect.objectContaining({ code: 'E_CONTRACT' }));
});
