import type { Clock } from '../../addins/protocol/clock.ts';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { AbortSignalLike } from '../../addins/protocol/method.ts';
import type { CallLane } from './call-lane.ts';
import { CallLimit } from './call-limit.ts';
import { type NewCall, type OpenCall, ServiceGraph, type WaitEdge } from './service-graph.ts';

export interface Patience {
  /** The caller's. */
  readonly signal: AbortSignalLike;
  /** How long it may take, unless the call that it is made for ends before. */
  readonly milliseconds: number;
}

/** Calls between add-ins from their beginning to their end, of services and of references: who waits for whom, and how long. */
export class CallBook {
  readonly clock: Clock;
  readonly #graph = new ServiceGraph();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get open(): OpenCall[] {
    return this.#graph.open;
  }

  /** Who waits for whom right now, oldest first. */
  edges(): WaitEdge[] {
    return this.#graph.edges(this.clock.now());
  }

  /** Throws E_CYCLE or E_OVERLOAD, and nothing is begun then. */
  begin(made: NewCall, { signal, milliseconds: most }: Patience): OpenCall {
    const { clock } = this;
    return this.#graph.add(made, {
      since: clock.now(),
      createLimit(parent) {
        const milliseconds = parent ? Math.min(most, parent.limit.millisecondsLeft) : most;
        return new CallLimit(clock, { signal, milliseconds });
      },
    });
  }

  /** Waits for its turn. Throws E_CYCLE where it would wait for itself, E_OVERLOAD in these words, E_CANCELLED. */
  async enter(lane: CallLane<OpenCall>, call: OpenCall, crowded: string): Promise<void> {
    if (lane.isOrdered) call.lane = lane;
    if (lane.isOrdered && !lane.hasRoom) this.#graph.checkDeadlock(call);
    try {
      await lane.enter(call, call.limit.signal);
    } catch (thrown) {
      const error = toBulkheadError(thrown);
      throw error.code === 'E_OVERLOAD' ? new BulkheadError('E_OVERLOAD', { message: crowded }) : error;
    }
  }

  /** It has ended, whichever way. */
  end(call: OpenCall): void {
    call.limit.end();
    this.#graph.remove(call);
  }
}
