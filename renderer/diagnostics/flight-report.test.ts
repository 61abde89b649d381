import { expect, test } from 'vitest';
import { FlightRecorder } from '../../addins/protocol/flight-recorder.ts';
import { weigh } from '../../addins/protocol/traffic.ts';
import type { AddinSummary, HostSummary } from '../../preload/bridge.ts';
import type { Flight } from './flight.ts';
import { flightReportText } from './flight-report.ts';

const SECRET = 'hunter2';
const TALLY = { contract: 'acme.calc', from: 'calc', to: 'notes', delivered: 1, coalesced: 2, dropped: 3, refused: 4 };

/** Summaries as full of secrets as an add-in and a path can make them. */
const ADDIN = {
  ...{ id: 'com.example.notes', displayName: SECRET, version: '1.2.3', publisher: SECRET, signed: true },
  ...{ description: SECRET, color: '#fff', state: 'failed', enabled: true, sizeBytes: 1, installedAt: 1 },
  ...{ commands: [], previousVersion: null, watchedFolder: false },
  views: [{ id: 'main', title: SECRET, multiple: false, width: 1, height: 1 }],
  problem: { code: 'E_CRASHED', title: SECRET, message: SECRET, remedy: SECRET },
} satisfies AddinSummary;
const HOST: HostSummary = { pid: 1, runtime: 'a test', platform: 'Linux', walls: [] };

function flight(): Flight {
  const recorder = new FlightRecorder({ now: () => 5, wallTime: () => 1_000 });
  const tap = recorder.tap(1);
  tap.received(1, 'storage.set', weigh(['password', SECRET]));
  tap.replied(1, 'E_QUOTA', 0);
  tap.received(2, 'net.fetch', weigh([SECRET]));
  const host = recorder.report();
  return {
    ...{ addinId: ADDIN.id, host, window: null, calls: [], open: [], waits: [] },
    events: { sent: 1, merged: 2, dropped: 3 },
    told: [Object.assign({ ...TALLY }, { value: SECRET })],
    frames: [{ frameId: 'f1', view: 'main', phase: 'live', parts: 1, entries: [] }],
  };
}

function report(withTexts: boolean): string {
  const dumpTree = (_frameId: string, options: { withTexts: boolean }): string =>
    options.withTexts ? `Text text="${SECRET}"` : 'Text text=text(7)';
  return flightReportText({
    host: HOST,
    addin: ADDIN,
    processes: [],
    flight: flight(),
    views: { dumpTree },
    withTexts,
  });
}

test('names, sizes, times and codes are in it', () => {
  expect(JSON.parse(report(false))).toMatchObject({
    kind: 'bulkhead-flight-report',
    version: 1,
    host: { runtime: 'a test', platform: 'Linux' },
    addin: { id: 'com.example.notes', version: '1.2.3', problem: 'E_CRASHED' },
    recordedBy: {
      host: {
        calls: [{ direction: 'in', method: 'storage.set', code: 'E_QUOTA', generation: 1 }],
        open: [{ direction: 'in', method: 'net.fetch' }],
        methods: [{ method: 'storage.set', failures: 1, histogram: [[expect.any(Number), 1]] }, { open: 1 }],
      },
      window: null,
    },
    events: { sent: 1, merged: 2, dropped: 3 },
    told: [TALLY],
    frames: [{ frameId: 'f1', tree: ['Text text=text(7)'] }],
  });
});

test('a secret in arguments, texts, names and messages is not', () => {
  expect(report(false)).not.toContain(SECRET);
});

test('texts are in it when the person asked for them, and it says so', () => {
  expect(report(true)).toContain(SECRET);
  expect(JSON.parse(report(true)).about).toContain('the person who saved it asked for that');
});
