import { expect, test } from 'vitest';
import type { Description } from '../../addins/protocol/inspect/inspect-messages.ts';
import { inspectHandlers } from '../../addins/protocol/inspect/inspect-methods.ts';
import { viewMethods, windowMethods } from '../../addins/protocol/methods/view-methods.ts';
import { Session } from '../../addins/protocol/session.ts';
import { createMemoryPair } from '../../addins/protocol/transport.ts';
import { InspectClient } from './inspect-client.ts';
import { testClock } from './testing/view-pair.ts';

const definition = { rows: [{ name: 'a', label: 'A', type: 'number' as const }] };
const page = { start: 0, count: 10 };

function description(shape: number, more: Partial<Description> = {}): Description {
  return { key: 'k', title: 't', shape, version: 1, start: 0, total: 1, more: false, values: [1], ...more };
}

/** A client, and the calls that arrived at the add-in behind it, which gives one answer after the other. */
function openClient(...answers: unknown[]) {
  const [left, right] = createMemoryPair(queueMicrotask, structuredClone);
  const calls: string[] = [];
  const none = () => null;
  new Session<typeof viewMethods, typeof windowMethods>({
    transport: left,
    clock: testClock,
    epoch: 1,
    local: viewMethods,
    remote: windowMethods,
    handlers: {
      'view.mount': none,
      'view.unmount': none,
      'view.settle': none,
      'addin.call': none,
      ...inspectHandlers((name, parameters) => {
        calls.push(`${name} ${JSON.stringify(parameters)}`);
        return answers.shift() ?? null;
      }),
    },
  });
  const session = new Session<typeof windowMethods, typeof viewMethods>({
    transport: right,
    clock: testClock,
    epoch: 1,
    local: windowMethods,
    remote: viewMethods,
    handlers: { 'inspect.changed': none },
  });
  return { client: new InspectClient(session), session, calls };
}

test('a shape comes once and is put to every answer of its number', async () => {
  const { client } = openClient(description(4, { definition }), description(4), null);
  const source = client.open();
  expect(await source.describe(1, page)).toMatchObject({ definition });
  expect(await source.describe(2, page)).toMatchObject({ definition });
  expect(await source.describe(3, page)).toBeNull();
});

test('an object whose properties were never told is refused', async () => {
  const { client } = openClient(description(4));
  await expect(client.open().describe(1, page)).rejects.toMatchObject({ code: 'E_CONTRACT' });
});

test('an object is watched once however many levels of a grid show it, and let go with the last', async () => {
  const { client, session, calls } = openClient();
  const source = client.open();
  const heard: number[] = [];
  const stops = [1, 2].map((place) => source.watch(9, () => heard.push(place)));
  client.accept(9, 2, []);
  client.accept(8, 2, []);
  for (const stop of stops) stop();
  client.accept(9, 3, []);
  await session.call('view.settle', []);
  expect(heard).toEqual([1, 2]);
  expect(calls).toEqual(['inspect.watch [9,1]', 'inspect.unwatch [9,1]']);
});

test('while versions change places nothing is written; a replaced one is never written to again', async () => {
  const { client, session, calls } = openClient();
  const source = client.open();
  client.freeze();
  const waiting = source.set(1, 'a', { value: 5, version: 1 });
  client.end();
  await expect(waiting).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await expect(source.reset(1, 'a', 1)).rejects.toMatchObject({ code: 'E_DOMAIN_UNLOADED' });
  await session.call('view.settle', []);
  expect(calls).toEqual([]);
});
