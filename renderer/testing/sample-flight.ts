import type { EventTally } from '../../addins/protocol/flight/event-tally.ts';
import type { FlightReport, WaitEdge } from '../../addins/protocol/flight/flight-data.ts';
import { FlightRecorder } from '../../addins/protocol/flight-recorder.ts';
import { NOW } from './sample-data.ts';

/** What a busy add-in leaves behind: quick calls, slow ones, refusals, one in a loop, two that wait. */
export function sampleFlight(after: number): FlightReport {
  let now = 0;
  const recorder = new FlightRecorder({ now: () => now, wallTime: () => NOW + now });
  const tap = recorder.tap(2);
  for (let id = 1; id <= 4_000; id++) {
    const isRare = id % 400 === 0;
    tap.received(id, isRare ? 'net.fetch' : 'storage.get', isRare ? 90 : 12);
    now += isRare ? 40 + (id % 300) : 0.03;
    tap.replied(id, id % 200 === 0 ? 'E_SECURITY' : null, isRare ? 4_200 : 60);
    now += 0.9;
  }
  for (let count = 0; count < 2_000; count++) {
    const ended = recorder.passed('example.jobs submit');
    now += 0.4;
    ended();
    now += 0.9;
  }
  tap.called(1, 'command.run', 8);
  tap.received(9_001, 'net.fetch', 120);
  tap.counted('dropped');
  now += 6_200;
  return recorder.report(after);
}

/** One listener that keeps up, one that does not, and one that was made for something else. */
export function sampleEvents(addinId: string): EventTally[] {
  const none = { coalesced: 0, dropped: 0, refused: 0 };
  return [
    { ...none, contract: 'harbour.tides', from: addinId, to: 'com.harbour.notes', delivered: 48 },
    {
      contract: 'harbour.tides',
      from: addinId,
      to: 'com.example.queue',
      delivered: 310,
      coalesced: 9_200,
      dropped: 14,
      refused: 0,
    },
    { ...none, contract: 'example.jobs', from: 'com.example.queue', to: addinId, delivered: 0, refused: 3 },
  ];
}

export function sampleWaits(): WaitEdge[] {
  const [csv, notes, queue] = ['addin:com.harbour.csv', 'addin:com.harbour.notes', 'addin:com.example.queue'] as const;
  return [
    { from: 'host', to: csv, count: 1, oldest: 6_200, method: 'command.run' },
    { from: csv, to: 'host', count: 3, oldest: 420, method: 'net.fetch' },
    { from: notes, to: queue, count: 1, oldest: 9_000, method: 'jobs.submit' },
    { from: queue, to: notes, count: 1, oldest: 8_000, method: 'notes.read' },
    { from: 'window', to: notes, count: 2, oldest: 80, method: 'addin.call' },
  ];
}
