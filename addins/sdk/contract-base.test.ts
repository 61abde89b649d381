import { expect, test } from 'vitest';
import { type Answer, ContractBase, providerOf } from './contract-base.ts';
import { type ContractClient, createClient } from './contract-client.ts';

/** As `bulkhead contract --types` writes it. */
abstract class CounterV1 extends ContractBase {
  constructor() {
    super({
      contract: 'acme.counter',
      version: '1.2',
      members: ['count', 'reset', 'tell', 'steps', 'history'],
      defaults: CounterV1.prototype,
    });
  }

  abstract count(step: number): Answer<number>;

  abstract tell(): Answer<void>;

  abstract steps(from: number): Answer<AsyncIterable<number>>;

  history(_from: number): Answer<AsyncIterable<number>> {
    return this.missing('history');
  }

  reset(): Answer<void> {
    return this.missing('reset');
  }

  protected changed(value: number): void {
    this.emit('changed', [value]);
  }
}

class Counter extends CounterV1 {
  #value = 0;

  override count(step: number): number {
    this.#value += step;
    this.changed(this.#value);
    return this.#value;
  }

  override tell(): void {}

  override async *steps(from: number): AsyncIterable<number> {
    for (let step = from; ; step++) yield step;
  }

  secret(): string {
    return 'mine';
  }
}

class NewerCounter extends Counter {
  override async reset(): Promise<void> {}
}

interface CounterClient extends ContractClient {
  count(step: number): Promise<number>;
  reset(): Promise<void>;
  steps(from: number): AsyncIterableIterator<number>;
  history(from: number): AsyncIterableIterator<number>;
  onChanged(listener: (value: number) => void): Promise<() => void>;
}

const clientOf = (counter: ContractBase): CounterClient =>
  createClient(providerOf(counter), {
    calls: ['count', 'reset'],
    streams: ['steps', 'history'],
    events: { changed: 'onChanged' },
  }) as CounterClient;

test('what an author wrote is supported, and what came later only when it was written', () => {
  const supported = (counter: ContractBase) => ['count', 'reset', 'other'].filter((name) => counter.supports(name));
  expect(supported(new Counter())).toEqual(['count']);
  expect([new Counter().supports('steps'), new Counter().supports('history')]).toEqual([true, false]);
  expect(supported(new NewerCounter())).toEqual(['count', 'reset']);
  expect(new Counter().contract).toBe('acme.counter@1.2');
});

test.each(['reset', 'secret', 'changed', 'constructor', 'emit', 'toString', '__proto__'])(
  '"%s" cannot be called',
  async (name) => {
    await expect(providerOf(new Counter()).call(name, [])).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
  },
);

test('the body that an author has not written says what is missing', () => {
  expect(() => new Counter().reset()).toThrow(expect.objectContaining({ code: 'E_NO_MEMBER' }));
});

test('nothing becomes null, as the wire has it', async () => {
  expect(await providerOf(new Counter()).call('tell', [])).toBeNull();
});

test('a client calls members and listens to events', async () => {
  const client = clientOf(new NewerCounter());
  const heard: number[] = [];
  const stop = await client.onChanged((value) => heard.push(value));
  expect(await client.count(2)).toBe(2);
  stop();
  expect(await client.count(1)).toBe(3);
  expect(heard).toEqual([2]);
  expect(client.supports('reset')).toBe(true);
});

test('a client reads streams, and one that came later and was not written says so at the first step', async () => {
  const client = clientOf(new Counter());
  const seen: number[] = [];
  for await (const step of client.steps(3)) if (seen.push(step) === 3) break;
  expect(seen).toEqual([3, 4, 5]);
  const history = client.history(0);
  await expect(history.next()).rejects.toMatchObject({ code: 'E_NO_MEMBER' });
});

test('a client is no promise and has no prototype', () => {
  const client = clientOf(new Counter());
  expect('then' in client).toBe(false);
  expect(Object.getPrototypeOf(client)).toBeNull();
});
