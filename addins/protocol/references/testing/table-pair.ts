import { BulkheadError } from '../../errors.ts';
import type { LeasePolicy } from '../lease.ts';
import { ReferenceTable } from '../reference-table.ts';
import { ManualClock } from './manual-clock.ts';

type Item =
  | { readonly kind: 'reference'; readonly number: number }
  | { readonly kind: 'release'; readonly handle: number; readonly count: number }
  | { readonly kind: 'renew'; readonly handle: number; readonly milliseconds: number }
  | { readonly kind: 'gone'; readonly handle: number };

/** One end of {@link createTablePair}. */
export interface TableEnd {
  readonly table: ReferenceTable;
  /** Items on their way to the other end, in order; nothing is lost and nothing overtakes. */
  readonly outgoing: Item[];
  /** What references of the other end turned into, in order; errors included. */
  readonly received: unknown[];
  readonly calls: (readonly [handle: number, member: string, args: readonly unknown[]])[];
  readonly errors: BulkheadError[];
  readonly leaks: string[];
  /** Sends a reference to `object`. */
  send(object: object, options?: { lease?: Partial<LeasePolicy>; group?: string; finalizer?: () => void }): number;
  /** Takes the next item off the other end's way to here; false when nothing is under way. */
  deliver(): boolean;
}

export const CONTRACT = 'shape';

function createEnd(clock: ManualClock, name: string, peer: () => TableEnd): TableEnd {
  const outgoing: Item[] = [];
  const [received, calls, errors, leaks]: [unknown[], TableEnd['calls'], BulkheadError[], string[]] = [[], [], [], []];
  const table = new ReferenceTable({
    clock,
    wire: {
      release: (handle, count) => outgoing.push({ kind: 'release', handle, count }),
      renew: (handle, milliseconds) => outgoing.push({ kind: 'renew', handle, milliseconds }),
      gone: (handle) => outgoing.push({ kind: 'gone', handle }),
    },
    call: async (handle, member, args) => calls.push([handle, member, args]),
    where: () => `${name}.test`,
    onError: (error) => errors.push(error),
    onLeak: (sign, lent) => leaks.push(`${sign} ${lent}`),
  });
  const take = (item: Item): void => {
    if (item.kind === 'release') table.incoming.release(item.handle, item.count);
    else if (item.kind === 'renew') table.incoming.renew(item.handle, item.milliseconds);
    else if (item.kind === 'gone') table.incoming.gone(item.handle);
    else received.push(orError(() => table.decode(item.number, { contract: CONTRACT, acquiredBy: 'a test' })));
  };
  return {
    ...{ table, outgoing, received, calls, errors, leaks },
    send: (object, { lease, ...options } = {}) => {
      const policy = { renewOnCall: 120_000, sponsorshipTimeout: 10_000, initialLease: 300_000, ...lease };
      const number = table.encode(object, {
        contract: CONTRACT,
        acquiredBy: `${name}.send`,
        lease: policy,
        ...options,
      });
      outgoing.push({ kind: 'reference', number });
      return number;
    },
    deliver: () => {
      const item = peer().outgoing.shift();
      if (item) take(item);
      return item !== undefined;
    },
  };
}

function orError(work: () => unknown): unknown {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof BulkheadError) return thrown;
    throw thrown;
  }
}

/** Both ends of one port with a lossless, ordered and arbitrarily slow pipe between them. */
export function createTablePair(): { clock: ManualClock; left: TableEnd; right: TableEnd; drain(): void } {
  const clock = new ManualClock();
  const left: TableEnd = createEnd(clock, 'left', () => right);
  const right: TableEnd = createEnd(clock, 'right', () => left);
  const drain = () => {
    while (left.deliver() || right.deliver());
  };
  return { clock, left, right, drain };
}
