import { expect, test } from 'vitest';
import type { Plain } from '../plain-data.ts';
import { adapt, adaptEvent, adaptState, defineAdapter } from './adapter.ts';
import type { EventListener, Provider } from './provider.ts';

/** Adds two numbers, and tells it. */
class Adder implements Provider {
  readonly #listeners = new Set<EventListener>();
  /** Its streams. */
  readonly read: { member: string; isEnded: boolean }[] = [];

  async call(_member: string, values: readonly unknown[]): Promise<unknown> {
    const sum = (values as number[]).reduce((left, right) => left + right);
    for (const listener of this.#listeners) listener([sum]);
    return sum;
  }

  supports(member: string): boolean {
    return member === 'add';
  }

  stream(member: string, values: readonly unknown[]): AsyncIterableIterator<unknown> {
    const reading = { member, isEnded: false };
    this.read.push(reading);
    const items = values[Symbol.iterator]();
    return {
      next: async () => items.next(),
      async return() {
        reading.isEnded = true;
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  async listen(_event: string, listener: EventListener): Promise<() => void> {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** A source that is asked for one and never has it, whatever becomes of the stream behind it. */
function waitingOn(inner: AsyncIterableIterator<unknown>) {
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => undefined),
      return: async () => await inner.return?.(),
    }),
  };
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
    async *counted(provider: Provider, ...values: number[]) {
      for await (const value of provider.stream('count', values)) {
        if (value === 13) throw new TypeError('unlucky');
        yield `number ${String(value)}`;
      }
    },
    never: (provider: Provider) => waitingOn(provider.stream('count', [1])),
    none: () => 3,
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
  const stop = await three.listen('told', (values) => heard.push(...values));
  expect(await three.call('total', [1, 2])).toBe(3);
  stop();
  await three.call('total', [5]);
  expect(heard).toEqual(['1', '3']);
  expect((await three.listen('unknown', () => undefined))()).toBeUndefined();
});

test('a stream is what the adapter makes of the streams of its provider, which end with it', async () => {
  const adder = new Adder();
  const two = adapt(adder, [oneToTwo]);
  const seen: unknown[] = [];
  for await (const item of two.stream('counted', [1, 2, 3])) if (seen.push(item) === 2) break;
  expect(seen).toEqual(['number 1', 'number 2']);
  expect(adder.read).toEqual([{ member: 'count', isEnded: true }]);

  const failing = two.stream('counted', [13]);
  await expect(failing.next()).rejects.toMatchObject({ code: 'E_ADDIN', message: 'unlucky' });
  expect(adder.read[1]?.isEnded).toBe(true);
  expect(await failing.next()).toMatchObject({ done: true });
});

test('a stream that an adapter waits in is ended behind it at once', async () => {
  const adder = new Adder();
  const items = adapt(adder, [oneToTwo]).stream('never', []);
  const waiting = items.next();
  await expect.poll(() => adder.read).toHaveLength(1);
  await items.return?.();
  expect(adder.read[0]?.isEnded).toBe(true);
  void waiting;
});

test('a stream that the adapter does not have, or that is none, says so at the first step', async () => {
  const two = adapt(new Adder(), [oneToTwo]);
  await expect(two.stream('other', []).next()).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
  await expect(two.stream('subtract', []).next()).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
  await expect(two.stream('none', []).next()).rejects.toMatchObject({ code: 'E_CONTRACT', message: /async \*none/ });
});

test('an event becomes what the adapters make of it: another one, several, or none', () => {
  const told = (event: string, ...values: unknown[]) => adaptEvent({ event, values }, [oneToTwo]);
  expect(told('sum', 3)).toEqual([
    { event: 'added', values: [{ sum: 3 }] },
    { event: 'sum', values: [3] },
  ]);
  expect(told('sum', 0)).toEqual([{ event: 'sum', values: [0] }]);
  expect(told('added', 3)).toEqual([]);
  expect(told('constructor', 3)).toEqual([]);
  expect(adaptEvent({ event: 'sum', values: [3] }, [oneToTwo, twoToThree])).toEqual([{ event: 'told', values: ['3'] }]);
  expect(adaptEvent({ event: 'sum', values: [3] }, [])).toEqual([{ event: 'sum', values: [3] }]);
  expect(() => adaptEvent({ event: 'added', values: [null] }, [twoToThree])).toThrow(
    expect.objectContaining({
      code: 'E_ADDIN',
      message: expect.stringContaining('The adapter from acme.calc@2 to acme.calc@3 failed on the event "added"'),
    }),
  );
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
