import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { SavedState } from '../../addins/protocol/methods/domain-methods.ts';
import { nodeClock } from '../base/node-clock.ts';
import type { Activation, Generation } from './generation.ts';
import type { WindowLink } from './window-link.ts';

export interface UpgradeOptions {
  current: Generation;
  /** Forks the next generation; the old one goes on serving meanwhile. */
  createNext(): Generation;
  reason: Activation['reason'];
  window: WindowLink;
  /** The one write by which the next generation becomes the route for new calls. Synchronous. */
  flip(next: Generation): void;
  /** Keeps the state that was handed over, for a crash of the next generation. */
  keepState(state: SavedState): void;
}

export interface UpgradeResult {
  next: Generation;
  /** Milliseconds during which the window held calls back. */
  blackoutMs: number;
  framesKept: number;
}

/**
 * Overlapped replacement of one generation by the next. On any failure the old one serves as if nothing had
 * happened and the reason is thrown (E_UPGRADE_FAILED with the cause); the new process is gone then.
 */
export async function upgrade(options: UpgradeOptions): Promise<UpgradeResult> {
  const next = options.createNext();
  try {
    // The slow part, while the old generation serves: process, walls, script.
    await next.load();
  } catch (thrown) {
    await next.kill();
    throw failure(thrown);
  }
  return await handOver(options, next);
}

/** The short part: from here to the flip the window waits. */
async function handOver(options: UpgradeOptions, next: Generation): Promise<UpgradeResult> {
  const { current, window } = options;
  const { addinId } = current.loaded;
  const started = nodeClock.now();
  try {
    await window.freeze(addinId, current.number);
    const state = await current.saveState();
    if (state) await giveState(next, state);
    await next.activate({ reason: options.reason, previousVersion: current.loaded.manifest.version });
    await window.offer(next.createViewPort(), { addinId, number: next.number });
    if (state) options.keepState(state);
  } catch (thrown) {
    window.abandon(addinId, next.number);
    await next.kill();
    throw failure(thrown);
  }
  current.doom();
  next.serve();
  options.flip(next);
  window.commit(addinId, next.number);
  return { next, blackoutMs: nodeClock.now() - started, framesKept: window.frameCount(addinId) };
}

/** A refused state ends the upgrade when the new version needs it; else it starts afresh. */
async function giveState(next: Generation, state: SavedState): Promise<void> {
  try {
    await next.restoreState(state);
  } catch (thrown) {
    if (!next.loaded.manifest.state.required) return;
    const message = `It could not take over the saved data: ${toBulkheadError(thrown).message}`;
    throw new BulkheadError('E_STATE_REJECTED', { message, cause: thrown });
  }
}

function failure(thrown: unknown): BulkheadError {
  const cause = toBulkheadError(thrown);
  return new BulkheadError('E_UPGRADE_FAILED', { message: cause.message, detail: { reason: cause.code }, cause });
}
