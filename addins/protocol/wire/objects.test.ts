import { expect, test } from 'vitest';
import { z } from 'zod';
import { compileContract } from '../contracts/contract-method-table.ts';
import { readContract } from '../contracts/contract-schema.ts';
import type { BulkheadError } from '../errors.ts';
import { KIND } from '../frame.ts';
import { method } from '../method.ts';
import type { RemoteObject } from '../references/remote-object.ts';
import { Session } from '../session.ts';
import { realClock as clock } from '../testing/real-clock.ts';
import { createMemoryPair, type Transport } from '../transport.ts';

const sheet = compileContract(
  readContract({
    id: 'acme.sheet',
    version: '1.0',
    members: [
      { name: 'cell', number: 1, parameters: [{ name: 'at', type: 'string' }], result: { ref: 'acme.cell@1' } },
      { name: 'isOurs', number: 2, parameters: [{ name: 'cell', type: { ref: 'acme.cell@1' } }], result: 'boolean' },
      {
        name: 'each',
        number: 3,
        parameters: [
          {
            name: 'visit',
            type: { callback: { parameters: [{ name: 'at', type: 'string' }], result: 'number' } },
          },
        ],
        result: 'number',
      },
    ],
  }),
);
const cell = compileContract(
  readContract({
    id: 'acme.cell',
    version: '1.0',
    members: [
      { name: 'value', number: 1, parameters: [], result: 'number' },
      { name: 'set', number: 2, ordered: true, parameters: [{ name: 'value', type: 'number' }] },
    ],
  }),
);

class Cell {
  number = 0;
  value(): number {
    return this.number;
  }
  async set(value: number): Promise<void> {
    // The first takes longest: without an order it would win.
    await new Promise((resolve) => setTimeout(resolve, this.number === 0 ? 10 : 0));
    this.number = value;
  }
}

class Sheet {
  readonly cells = new Map<string, Cell>();
  cell(at: string): Cell {
    const known = this.cells.get(at) ?? new Cell();
    this.cells.set(at, known);
    return known;
  }
  isOurs(given: unknown): boolean {
    return [...this.cells.values()].some((known) => known === given);
  }
  async each(visit: (at: string) => Promise<number>): Promise<number> {
    let sum = 0;
    for (const at of this.cells.keys()) sum += await visit(at);
    return sum;
  }
}

const table = { ping: method(z.tuple([]), z.null()) } as const;

function open() {
  const [left, right] = createMemoryPair(queueMicrotask, structuredClone);
  const violations: BulkheadError[] = [];
  const ends = { clock, epoch: 1, onViolation: (error: BulkheadError) => void violations.push(error) };
  const object = new Sheet();
  const contracts = [sheet, cell];
  const owner = new Session({
    ...{ ...ends, transport: left, local: table, handlers: { ping: () => null }, remote: {} },
    objects: { contracts, roots: [{ line: 'acme.sheet@1', object }] },
  });
  const holder = new Session({
    ...ends,
    transport: right,
    local: {},
    handlers: {},
    remote: table,
    objects: { contracts },
  });
  return { owner, holder, object, violations, raw: right as Transport };
}

async function rootOf(holder: Awaited<ReturnType<typeof open>>['holder']): Promise<RemoteObject> {
  await holder.call('ping', []);
  const root = holder.objects.root('acme.sheet@1');
  if (!root) throw new Error('There is no sheet.');
  return root;
}

test('an object is called where it lives; the same object has one reference, and at home it is itself', async () => {
  const { holder, object, owner } = open();
  const root = await rootOf(holder);
  const first = (await root.call('cell', ['A1'])) as RemoteObject;
  expect(await root.call('cell', ['A1'])).toBe(first);
  await first.call('set', [5]);
  expect(object.cell('A1').number).toBe(5);
  expect(await root.call('isOurs', [first])).toBe(true);
  expect(owner.objects.rows.lent.map(({ contract }) => contract)).toEqual(['acme.sheet@1', 'acme.cell@1']);
});

test('what is given back is gone at both ends, and later use says so', async () => {
  const { holder, owner } = open();
  const root = await rootOf(holder);
  const first = (await root.call('cell', ['A1'])) as RemoteObject;
  first.dispose();
  await holder.call('ping', []);
  expect(owner.objects.rows.lent).toHaveLength(1);
  await expect(first.call('value', [])).rejects.toMatchObject({ code: 'E_LEASE_EXPIRED' });
  const again = (await root.call('cell', ['A1'])) as RemoteObject;
  expect(await again.call('value', [])).toBe(0);
});

test('a function that was given is called back, and is held until it is let go', async () => {
  const { holder, owner } = open();
  const root = await rootOf(holder);
  await root.call('cell', ['A1']);
  await root.call('cell', ['B2']);
  const visited: string[] = [];
  const visit = (at: string): number => {
    visited.push(at);
    return at.length;
  };
  expect(await root.call('each', [visit])).toBe(4);
  expect(visited).toEqual(['A1', 'B2']);
  expect(holder.objects.rows.lent.map(({ contract }) => contract)).toEqual(['acme.sheet@1#each.visit']);
  owner.close();
  expect(owner.objects.rows).toEqual({ lent: [], held: [] });
});

test('an ordered member takes one call of a holder after the other', async () => {
  const { holder, object } = open();
  const first = (await (await rootOf(holder)).call('cell', ['A1'])) as RemoteObject;
  await Promise.all([1, 2, 3].map((value) => first.call('set', [value])));
  expect(object.cell('A1').number).toBe(3);
});

test('a call that comes for what has ended meanwhile gives back at once what it brings along', async () => {
  const { holder, raw, violations } = open();
  await rootOf(holder);
  const own = holder.objects.references().export({}, 'acme.cell@1');
  expect(holder.objects.rows.lent).toHaveLength(1);
  // Both are on their way together: the last reference to the sheet, and a call of it.
  raw.send([1, 100, KIND.release, 1, 1, KIND.invoke, 1, 1, 2, 1, own]);
  await expect.poll(() => holder.objects.rows.lent, { interval: 5 }).toEqual([]);
  expect(violations).toEqual([]);
});

test('the end of the port frees everything, and everything that is used later fails', async () => {
  const { holder, owner } = open();
  const root = await rootOf(holder);
  await root.call('cell', ['A1']);
  owner.close();
  await expect.poll(() => holder.closed?.code).toBe('E_DOMAIN_UNLOADED');
  expect([holder.objects.rows, owner.objects.rows]).toEqual([
    { lent: [], held: [] },
    { lent: [], held: [] },
  ]);
  await expect(root.call('cell', ['A1'])).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
});

test.each([
  ['an object that was never lent', [KIND.invoke, 1, 99, 1, 1, 'A1']],
  ['a member that is not there', [KIND.invoke, 1, 1, 77, 0]],
  ['an argument of the wrong kind', [KIND.invoke, 1, 1, 1, 1, 5]],
  ['an argument too many', [KIND.invoke, 1, 1, 1, 2, 'A1', 'B1']],
  ['an object of another contract as argument', [KIND.invoke, 1, 1, 2, 1, -1]],
  ['a forged object as argument', [KIND.invoke, 1, 1, 2, 1, -50]],
  ['more given back than was lent', [KIND.release, 1, 5]],
  ['something given back that was never lent', [KIND.release, 40, 1]],
  ['a second first object', [KIND.root, 'acme.cell@1', 'x']],
])('%s is one strike and nothing else', async (_name, item) => {
  const { holder, raw, violations } = open();
  const root = await rootOf(holder);
  raw.send([1, 100, ...item]);
  await expect.poll(() => violations.length).toBe(1);
  expect(await root.call('cell', ['A1'])).toMatchObject({ contract: 'acme.cell@1' });
  expect(violations).toHaveLength(1);
});
