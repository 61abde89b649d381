import { expect, test } from 'vitest';
import { eventTally } from '../../addins/protocol/flight/event-tally.ts';
import { EventTallies } from './event-tallies.ts';

const way = (from: string, to: string) => ({ contract: 'acme.calc', from, to });

test('each way is counted by itself, and both its ends see it', () => {
  const tallies = new EventTallies();
  tallies.count(way('calc', 'notes'), 'delivered');
  tallies.count(way('calc', 'notes'), 'coalesced');
  tallies.count(way('calc', 'sheet'), 'dropped');
  const notes = { ...way('calc', 'notes'), delivered: 1, coalesced: 1, dropped: 0, refused: 0 };
  const sheet = { ...way('calc', 'sheet'), delivered: 0, coalesced: 0, dropped: 1, refused: 0 };
  expect(tallies.of('calc').map((tally) => eventTally.parse(tally))).toEqual([notes, sheet]);
  expect([tallies.of('notes'), tallies.of('other')]).toEqual([[notes], []]);
  expect(tallies.total).toEqual({ delivered: 1, coalesced: 1, dropped: 1, refused: 0 });
});

test('an add-in that is gone is gone from both ends', () => {
  const tallies = new EventTallies();
  tallies.count(way('calc', 'notes'), 'delivered');
  tallies.count(way('notes', 'calc'), 'delivered');
  tallies.count(way('calc', 'sheet'), 'delivered');
  tallies.forget('notes');
  expect(tallies.of('calc')).toMatchObject([way('calc', 'sheet')]);
});

test('there are so many ways and no more', () => {
  const tallies = new EventTallies();
  for (let number = 0; number < 1_200; number++) tallies.count(way('calc', `notes-${number}`), 'delivered');
  expect([tallies.of('calc').length, tallies.of('notes-0'), tallies.of('notes-1199').length]).toEqual([1_000, [], 1]);
});
