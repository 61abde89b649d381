import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BulkheadError } from '../errors.ts';
import type { RemoteObject } from './remote-object.ts';
import { settle } from './testing/manual-clock.ts';
import { createTablePair, type TableEnd } from './testing/table-pair.ts';

type Pair = ReturnType<typeof createTablePair>;

interface Step {
  readonly do: 'send' | 'deliver' | 'release' | 'home' | 'revoke' | 'pass time';
  readonly side: 'left' | 'right';
  /** Which object or remote object, of those there are. */
  readonly pick: number;
}

const steps = fc.array(
  fc.record<Step>({
    do: fc.constantFrom('send', 'send', 'deliver', 'deliver', 'deliver', 'release', 'home', 'revoke', 'pass time'),
    side: fc.constantFrom('left', 'right'),
    pick: fc.nat({ max: 1 }),
  }),
  // Long enough for the rare orders: left to itself, fast-check prefers a handful of steps.
  { minLength: 30, maxLength: 80, size: 'max' },
);

/** Objects that each side lends again and again. */
const OBJECTS = { left: [{}, {}], right: [{}, {}] };

function isRemote(value: unknown): value is RemoteObject {
  return typeof value === 'object' && value !== null && 'dispose' in value;
}

function act(pair: Pair, { do: action, side, pick }: Step): void {
  const end = pair[side];
  const remotes = [...new Set(end.received.filter(isRemote))];
  const remote = remotes.at(-1 - pick);
  if (action === 'send')
    end.send(OBJECTS[side][pick] as object, { lease: { initialLease: pick % 2 ? 30_000 : 0, renewOnCall: 15_000 } });
  if (action === 'deliver') end.deliver();
  if (action === 'release') remote?.dispose();
  if (action === 'home' && remote && !remote.isReleased()) end.send(remote);
  if (action === 'revoke') end.table.revoke(end.table.rows.lent[pick]?.handle ?? 0, 'a test');
  if (action === 'pass time') pair.clock.advance(12_000);
}

/** What the owner counts is what the holder counts, plus what is under way to it, plus what is under way back. */
function expectBalance(owner: TableEnd, holder: TableEnd): void {
  for (const { handle, tokens } of owner.table.rows.lent) {
    const held = holder.table.rows.held.find((row) => row.handle === handle)?.tokens ?? 0;
    const sent = owner.outgoing.filter((item) => item.kind === 'reference' && item.number === handle).length;
    const returning = holder.outgoing.reduce(
      (sum, item) => (item.kind === 'release' && item.handle === handle ? sum + item.count : sum),
      0,
    );
    expect(tokens).toBe(held + sent + returning);
  }
  // What the holder has and the owner has not, it is about to hear of.
  for (const { handle } of holder.table.rows.held) {
    const isLent = owner.table.rows.lent.some((row) => row.handle === handle);
    expect(isLent || owner.outgoing.some((item) => item.kind === 'gone' && item.handle === handle)).toBe(true);
  }
}

/** Everything that came in is a remote object, an object of ours, or the news that it has ended. Nothing else, ever. */
function expectHonest(side: 'left' | 'right', end: TableEnd): void {
  for (const value of end.received) {
    const known = isRemote(value) || OBJECTS[side].includes(value as object);
    if (!known) expect((value as BulkheadError).code).toBe('E_LEASE_EXPIRED');
  }
}

test('over a slow pipe, in whatever order: the books balance, nothing is lost, nothing is another object', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const pair = createTablePair();
      for (const step of script) {
        act(pair, step);
        await settle();
        expectBalance(pair.left, pair.right);
        expectBalance(pair.right, pair.left);
      }
      pair.drain();
      expectHonest('left', pair.left);
      expectHonest('right', pair.right);
      for (const [owner, holder] of [
        [pair.left, pair.right],
        [pair.right, pair.left],
      ] as const) {
        // At rest both ends agree on what is lent.
        expect(owner.table.rows.lent.map(({ handle, tokens }) => [handle, tokens])).toEqual(
          holder.table.rows.held
            .map(({ handle, tokens }) => [handle, tokens])
            .toSorted(([one = 0], [two = 0]) => one - two),
        );
      }
      for (const end of [pair.left, pair.right]) for (const value of end.received) if (isRemote(value)) value.dispose();
      pair.drain();
      expect([pair.left, pair.right].map(({ table }) => [table.lentCount, table.heldCount])).toEqual([
        [0, 0],
        [0, 0],
      ]);
      expect([...pair.left.errors, ...pair.right.errors]).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
