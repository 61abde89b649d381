import { expect, test } from 'vitest';
import { ServiceEvents, type Subscriber } from './service-events.ts';

const NOTES: Subscriber = { addinId: 'notes', generation: 1 };
const CALC = 'acme.calc';
const event = (topic: string, value: number, contract = CALC) => ({ contract, topic, value });

type Events = ServiceEvents<ReturnType<typeof event>>;

/** Subscribers that take an event when the test says so. */
function slow() {
  const taken: string[] = [];
  const slowness: string[] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const events = new ServiceEvents<ReturnType<typeof event>>(
    async ({ subscriber }, { topic, value }) => {
      taken.push(`${subscriber.addinId} ${topic} ${String(value)}`);
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise;
    },
    ({ subscriber, contract, providerId }, lost) => {
      slowness.push(`${subscriber.addinId} ${contract} of ${providerId}: ${lost}`);
    },
  );
  const next = async (fails = false) => {
    const gate = gates.shift();
    if (fails) gate?.reject(new Error('no'));
    else gate?.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const emit = (providerId: string, told: ReturnType<typeof event>) => {
    for (const subscribed of events.listenersTo(providerId, told.contract)) events.give(subscribed, told);
  };
  return { events, taken, next, slowness, emit };
}

test('a slow subscriber gets the newest value of each topic, one event at a time', async () => {
  const { events, taken, next, emit } = slow();
  events.subscribe(NOTES, CALC, 'calc');
  events.subscribe(NOTES, CALC, 'calc');
  for (let value = 0; value < 100; value++) emit('calc', event(value % 2 === 0 ? 'even' : 'odd', value));
  expect(taken).toEqual(['notes even 0']);
  await next();
  await next(true);
  await next();
  expect(taken).toEqual(['notes even 0', 'notes even 98', 'notes odd 99']);
  expect(events.counts).toEqual({ subscriptions: 1, delivered: 2, coalesced: 97, dropped: 0, refused: 1 });

  emit('calc', event('even', 100));
  expect(taken.at(-1)).toBe('notes even 100');
});

test('only the provider that was there at the time of the subscription is heard, and only about that contract', () => {
  const { events, taken, emit } = slow();
  events.subscribe(NOTES, CALC, 'calc');
  emit('other', event('a', 1));
  emit('calc', event('a', 2, 'acme.units'));
  expect(taken).toEqual([]);
  events.subscribe(NOTES, CALC, 'other');
  emit('other', event('a', 3));
  expect([taken, events.counts.subscriptions]).toEqual([['notes a 3'], 1]);
});

test('more topics than anybody waits for: the oldest go', async () => {
  const { events, taken, next, slowness, emit } = slow();
  events.subscribe(NOTES, CALC, 'calc');
  for (let topic = 0; topic < 200; topic++) emit('calc', event(`${topic}`, topic));
  for (let turn = 0; turn < 70; turn++) await next();
  expect([taken.length, taken[1], taken.at(-1)]).toEqual([65, 'notes 136 136', 'notes 199 199']);
  expect([events.counts.dropped, slowness]).toEqual([135, ['notes acme.calc of calc: 100']]);
});

test.each([
  ['its subscriber', (events: Events) => events.forgetSubscriber(NOTES)],
  ['its provider', (events: Events) => events.forgetProvider('calc')],
  ['a word of the subscriber', (events: Events) => events.unsubscribe(NOTES, CALC)],
])('a subscription ends with %s, and what waited goes nowhere', async (_who, end) => {
  const { events, taken, next, emit } = slow();
  events.subscribe(NOTES, CALC, 'calc');
  events.subscribe({ ...NOTES, generation: 2 }, 'acme.units', 'units');
  emit('calc', event('a', 1));
  emit('calc', event('a', 2));
  end(events);
  await next();
  emit('calc', event('a', 3));
  expect([taken, events.counts.subscriptions]).toEqual([['notes a 1'], 1]);
});
