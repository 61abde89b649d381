import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { AbortSignalLike } from '../../addins/protocol/method.ts';
import type { PermissionName } from '../../addins/protocol/permissions.ts';

/** One call of an add-in while the host works on it. */
export interface RunningEffect {
  readonly permission: PermissionName | null;
  readonly signal: AbortSignalLike;
  /** Rejects when the call is cut; otherwise pending for ever. */
  readonly cut: Promise<never>;
  /** Why it was stopped; undefined where it was not. */
  readonly reason: BulkheadError | undefined;
  /** Set before the effect starts; what still waits for the person is not cut, it finds out by itself. */
  admitted: boolean;
  end(): void;
}

interface Running extends RunningEffect {
  reason: BulkheadError | undefined;
  stop(reason: BulkheadError): void;
}

/** Calls of one generation under way on the host, so that a revoked permission stops what it allowed. */
export class RunningEffects {
  readonly #running = new Set<Running>();

  start(permission: PermissionName | null, signal: AbortSignalLike): RunningEffect {
    const controller = new AbortController();
    const { promise, reject } = Promise.withResolvers<never>();
    // Nobody may be listening when it is cut.
    promise.catch(() => undefined);
    const onAbort = () => running.stop(new BulkheadError('E_CANCELLED'));
    const running: Running = {
      permission,
      signal: controller.signal,
      cut: promise,
      ...{ admitted: false, reason: undefined },
      stop: (reason) => {
        running.reason ??= reason;
        reject(reason);
        controller.abort();
      },
      end: () => {
        this.#running.delete(running);
        signal.removeEventListener('abort', onAbort);
      },
    };
    this.#running.add(running);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    return running;
  }

  /** Ends the admitted calls under this permission; their results are thrown away. */
  cut(permission: PermissionName, reason: BulkheadError): void {
    for (const running of this.#running) {
      if (running.permission === permission && running.admitted) running.stop(reason);
    }
  }

  cutAll(reason: BulkheadError): void {
    for (const running of this.#running) running.stop(reason);
  }
}
