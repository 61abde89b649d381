import { expect, test } from 'vitest';
import { FlightRecorder } from '../../addins/protocol/flight-recorder.ts';
import type { ViewDiagnostics } from '../remote-ui/link-diagnostics.ts';
import { FlightReader, type FlightSource, wayOf } from './flight.ts';

const TALLY = { contract: 'acme.calc', from: '', to: 'sheet', delivered: 1, coalesced: 2, dropped: 3, refused: 4 };

/** Both recorders of one add-in over one clock. */
function twoSides() {
  let now = 0;
  let wallTime = 1_000;
  const options = { now: () => now, wallTime: () => wallTime + now };
  const sides = { host: new FlightRecorder(options), window: new FlightRecorder(options) };
  const asked: number[] = [];
  const source: FlightSource = {
    async flight(_addinId, after) {
      asked.push(after);
      return sides.host.report(after);
    },
    waits: async () => [],
    serviceEvents: async (addinId) => [{ ...TALLY, from: addinId }],
    views: () =>
      ({
        report: (after: number) => sides.window.report(after),
        open: () => sides.window.open(),
        events: () => ({ sent: 0, merged: 0, dropped: 0 }),
        frames: () => [],
        dumpTree: () => '',
      }) satisfies ViewDiagnostics,
  };
  const call = (side: 'host' | 'window', method: string): void => {
    const tap = sides[side].tap(1);
    tap.called(1, method, 1);
    now += 10;
    tap.settled(1, null, 1);
  };
  const replaceHost = (): void => {
    wallTime += 1;
    sides.host = new FlightRecorder(options);
  };
  return { source, sides, asked, call, replaceHost };
}

test('both halves are one list, newest first, and only news cross the bridge', async () => {
  const { source, asked, call } = twoSides();
  const reader = new FlightReader(source, 'notes');
  call('host', 'first');
  call('window', 'second');
  expect((await reader.read([])).calls.map(({ method, side }) => `${side} ${method}`)).toEqual([
    'window second',
    'host first',
  ]);
  call('host', 'third');
  expect((await reader.read([])).calls.map(({ method }) => method)).toEqual(['third', 'second', 'first']);
  expect(asked).toEqual([0, 1]);
});

test('a recorder that started anew is not taken for the one before', async () => {
  const { source, call, replaceHost } = twoSides();
  const reader = new FlightReader(source, 'notes');
  call('host', 'old');
  await reader.read([]);
  replaceHost();
  expect((await reader.read([])).calls).toEqual([]);
  call('host', 'new');
  expect((await reader.read([])).calls.map(({ method }) => method)).toEqual(['new']);
});

test('what the window waits for joins what the host knows', async () => {
  const { source, sides } = twoSides();
  sides.window.tap(1).called(1, 'addin.call', 1);
  const { waits, open, told } = await new FlightReader(source, 'notes').read(['notes']);
  expect(told).toEqual([{ ...TALLY, from: 'notes' }]);
  expect(waits).toMatchObject([{ from: 'window', to: 'addin:notes', count: 1, method: 'addin.call' }]);
  expect(open).toMatchObject([{ side: 'window', method: 'addin.call' }]);
});

test.each([
  ['host', 'in', 'add-in → Bulkhead'],
  ['window', 'out', 'window → add-in'],
] as const)('%s, %s', (side, direction, words) => {
  expect(wayOf({ side, direction })).toBe(words);
});
