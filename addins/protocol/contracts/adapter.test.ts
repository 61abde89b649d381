import { expect, test } from 'vitest';
import type { Plain } from '../plain-data.ts';
import { adapt, adaptState, defineAdapter } from './adapter.ts';
import type { EventListener, Provider } from './provider.ts';

/** Adds two numbers, and tells it. */
class Adder implements Provider {
  readonly #listeners = new Set<EventListener>();

  async call(_member: string, values: readonly unknown[]): Promise<unknown> {
    const sum = (values as number[]).reduce((left, right) => left + right);
    for (const listener of this.#listeners) listener([sum]);
    return sum;
  }

  supports(member: string): boolean {
    return member === 'add';
  }

  listen(_event: string, listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

const oneToTwo = defineAdapter({
  from: 'acme.calc@1',
  to: 'acme.calc@2',
  members: {
    sum: async (provider: Provider, values: readonly number[]) => {
      let sum = 0;
      for (const value of values) sum = (await provider.call('add', [sum, value])) as number;
      return sum;
    },
    add: 'same',
    subtract: 'same',
    broken: () => {
      throw new TypeError('mine');
    },
  },
  events: { added: { event: 'sum', values: (sum: number) => (sum > 0 ? [{ sum }] : undefined) }, sum: 'same' },
  state: (state) => ({ two: state }),
});
const twoToThree = defineAdapter({
  from: 'acme.calc@2',
  to: 'acme.calc@3',
  lossy: true,
  members: { total: (provider: Provider, ...values: number[]) => provider.call('sum', [values]) },
  events: { told: { event: 'added', values: ({ sum }: { sum: number }) => [`${sum}`] } },
  state: (state) => ({ three: state }),
});

test('one adapter serves the members that it lists, and no others', async () => {
  const two = adapt(new Adder(), [oneToTwo]);
  expect(await two.call('sum', [[1, 2, 3]])).toBe(6);
  expect(await two.call('add', [1, 2])).toBe(3);
  expect(['sum', 'add', 'subtract', 'other', 'constructor'].filter((name) => two.supports(name))).toEqual([
    'sum',
    'add',
  ]);
  await expect(two.call('subtract', [])).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
  await expect(two.call('toString', [])).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
});

test('a failure of an adapter is one of an add-in', async () => {
  await expect(adapt(new Adder(), [oneToTwo]).call('broken', [])).rejects.toMatchObject({
    code: 'E_ADDIN',
    message: 'mine',
  });
});

test('adapters follow each other, for calls and for events', async () => {
  const three = adapt(new Adder(), [oneToTwo, twoToThree]);
  const heard: unknown[] = [];
  const stop = three.listen('told', (values) => heard.push(...values));
  expect(await three.call('total', [1, 2])).toBe(3);
  stop();
  await three.call('total', [5]);
  expect(heard).toEqual(['1', '3']);
  expect(three.listen('unknown', () => undefined)()).toBeUndefined();
});

test('no adapter is no change', async () => {
  const adder = new Adder();
  expect(adapt(adder, [])).toBe(adder);
});

test('a chain that does not fit together is refused', () => {
  expect(() => adapt(new Adder(), [twoToThree, oneToTwo])).toThrow(/cannot follow/);
  expect(() => adapt(new Adder(), new Array(5).fill(oneToTwo))).toThrow(/more than 4/);
});

test('state goes the same way', () => {
  expect(adaptState('s', [oneToTwo, twoToThree])).toEqual({ three: { two: 's' } });
  const without = defineAdapter({ from: 'acme.calc@2', to: 'acme.calc@3', members: {} });
  expect(() => adaptState('s', [oneToTwo, without])).toThrow(/does not take state along/);
  const hostile = { ...without, state: () => (() => 1) as unknown as Plain };
  expect(() => adaptState('s', [hostile])).toThrow(expect.objectContaining({ code: 'E_STATE_REJECTED' }));
});

test.each([
  ['acme.calc', 'acme.calc@2'],
  ['acme.calc@1', 'acme.calc@1'],
  ['acme.calc@0', 'acme.calc@1'],
])('an adapter from %s to %s is none', (from, to) => {
  expect(() => defineAdapter({ from, to, members: {} })).toThrow(expect.objectContaining({ code: 'E_CONTRACT_FILE' }));
});
