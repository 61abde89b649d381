import { expect, test, vi } from 'vitest';
import { BulkheadError } from '../protocol/errors.ts';
import type { Plain } from '../protocol/plain-data.ts';
import { EventCarrier } from './event-carrier.ts';

/** A host that takes an event when the test says so. */
function slow() {
  const taken: string[] = [];
  const failed: string[] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const carrier = new EventCarrier({
    emit(event: string, value: Plain) {
      taken.push(`${event} ${String(value)}`);
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      return gate.promise;
    },
    onFailed: (event, message) => failed.push(`${event}: ${message}`),
  });
  const answer = async (error?: Error) => {
    const gate = gates.shift();
    if (error) gate?.reject(error);
    else gate?.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { carrier, taken, failed, answer };
}

test('the first one leaves in this very turn; while it is under way the newest of each waits', async () => {
  const { carrier, taken, answer } = slow();
  for (let value = 0; value < 5; value++) carrier.accept(value % 2 === 0 ? 'even' : 'odd', value);
  expect(taken).toEqual(['even 0']);
  await answer();
  await answer();
  await answer();
  expect(taken).toEqual(['even 0', 'odd 3', 'even 4']);
});

test('what cannot be told is said once for each event, and the next one is tried all the same', async () => {
  const { carrier, taken, failed, answer } = slow();
  for (let value = 0; value < 3; value++) {
    carrier.accept('changed', value);
    await answer(new BulkheadError('E_CONTRACT', { message: 'no' }));
  }
  carrier.accept('other', 1);
  await answer(new BulkheadError('E_CONTRACT', { message: 'no' }));
  expect([taken.length, failed]).toEqual([4, ['changed: no', 'other: no']]);
});

test('where the host takes no more for now the newest is told later, not lost', async () => {
  const { carrier, taken, failed, answer } = slow();
  carrier.accept('changed', 1);
  await answer(new BulkheadError('E_OVERLOAD'));
  carrier.accept('changed', 2);
  await vi.waitFor(() => expect(taken).toEqual(['changed 1', 'changed 2']), { interval: 20, timeout: 5_000 });
  expect(failed).toEqual([]);
});
