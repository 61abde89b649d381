import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlainData } from '../../addins/protocol/plain-data.ts';
import { WebChannel, type WebWire } from './web-channel.ts';

function open() {
  const told: WebWire[] = [];
  const keys: string[] = [];
  let refusals = 0;
  let time = 0;
  const channel = new WebChannel({
    tell: (wire) => told.push(wire),
    leave: (key) => keys.push(key),
    refuse: () => {
      refusals++;
    },
    now: () => time,
  });
  return { channel, told, keys, refusals: () => refusals, wait: (milliseconds: number) => (time += milliseconds) };
}

/** A page that answers on the port it is given. */
function connect(channel: WebChannel) {
  const heard: unknown[] = [];
  let port: MessagePort | undefined;
  channel.connect({
    postMessage(_message, _origin, [given]) {
      port = given as MessagePort;
    },
  });
  const heardMessages = (count: number) =>
    new Promise<unknown[]>((resolve) => {
      if (!port) return;
      port.onmessage = ({ data }) => {
        heard.push(data);
        if (heard.length === count) resolve(heard);
      };
    });
  return { heardMessages };
}

test('a message of the view reaches the page once, however often it is repeated', async () => {
  const { channel, told } = open();
  const heard = connect(channel).heardMessages(3);
  channel.take({ first: 0, values: ['a', 'b'], taken: 0 });
  channel.take({ first: 0, values: ['a', 'b', 'c'], taken: 0 });
  channel.take({ first: 2, values: ['c'], taken: 0 });
  expect(await heard).toEqual(['a', 'b', 'c']);
  expect(told.map(({ taken }) => taken)).toEqual([2, 3]);
  channel.close();
});

test('a message of the page is repeated until the view has it', () => {
  const { channel, told } = open();
  channel.receive({ value: 1 });
  channel.receive({ value: { two: 2 } });
  expect(told.at(-1)).toEqual({ first: 0, values: [1, { two: 2 }], taken: 0 });
  channel.take({ first: 0, values: [], taken: 1 });
  channel.receive({ value: 3 });
  expect(told.at(-1)).toEqual({ first: 1, values: [{ two: 2 }, 3], taken: 0 });
  for (let each = 0; each < 100; each++) channel.receive({ value: each });
  expect(told.at(-1)?.values).toHaveLength(32);
});

test('whatever a page sends, only plain data is passed on and only the keys that lead out', () => {
  fc.assert(
    fc.property(fc.array(fc.anything({ withBigInt: true, withDate: true, withMap: true })), (sent) => {
      const { channel, told, keys } = open();
      for (const data of sent) channel.receive(data);
      for (const value of sent) channel.receive({ value });
      expect(keys).toEqual([]);
      expect(told.every(({ values }) => values.length <= 32 && values.every(isPlainData))).toBe(true);
    }),
  );
  const { channel, told, keys } = open();
  for (const key of ['Escape', 'Ctrl+F6', 'Ctrl+Shift+F6', 'Ctrl+F4', 'Enter', null]) channel.receive({ key });
  channel.receive({ key: 'Escape', value: 1 });
  channel.receive({ value: 'x'.repeat(1_000_000) });
  expect(keys).toEqual(['Escape', 'Ctrl+F6', 'Ctrl+Shift+F6']);
  expect(told).toEqual([]);
});

test('a page that sends without end is shut, one that pauses is not', () => {
  const calm = open();
  for (let each = 0; each < 3_000; each++) {
    calm.channel.receive({ value: each });
    calm.wait(10);
  }
  expect(calm.refusals()).toBe(0);
  const flood = open();
  for (let each = 0; each < 501; each++) flood.channel.receive({ value: each });
  expect(flood.refusals()).toBe(1);
});
