import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import type { SavedState } from '../../addins/protocol/methods/domain-methods.ts';
import { nodeClock } from '../base/node-clock.ts';
import type { Activation, Generation } from './generation.ts';
import { stateText } from './state-store.ts';
import type { Candidate, WindowLink } from './window-link.ts';

export interface HandOverOptions {
  current: Generation;
  next: Generation;
  reason: Activation['reason'];
  window: WindowLink;
  /** The state that an older version handed over last, for one that cannot read the form of today. */
  olderState(stateVersion: number): SavedState | undefined;
  /** The one write by which the next generation becomes the route for new calls. Synchronous. */
  flip(next: Generation): void;
}

export interface UpgradeResult {
  next: Generation;
  /** What was handed over, in the form of the version before. */
  state: SavedState | null;
  /** Milliseconds during which the window held calls back. */
  blackoutMs: number;
  framesKept: number;
}

/**
 * The slow part, while the old generation serves: process, walls, script, and where frames are open the window's port
 * and a rehearsal. On failure the new process is gone.
 */
export async function warmUp(createNext: () => Generation, window: WindowLink): Promise<Generation> {
  const next = await loadNext(createNext);
  if (window.frameCount(next.loaded.addinId) === 0) return next;
  try {
    window.introduce(candidateOf(next));
    await inTime(next.rehearse(), TOO_LONG);
    return next;
  } catch (thrown) {
    await giveUp(next, window);
    throw upgradeFailure(thrown);
  }
}

const TOO_LONG = 'The new version took too long to start.';

async function loadNext(createNext: () => Generation): Promise<Generation> {
  let next: Generation | undefined;
  try {
    next = createNext();
    await inTime(next.load(), TOO_LONG);
    return next;
  } catch (thrown) {
    await next?.kill();
    throw upgradeFailure(thrown);
  }
}

function candidateOf(next: Generation): Candidate {
  const { addinId, manifest } = next.loaded;
  const views = manifest.views.map(({ id }) => id);
  return { addinId, number: next.number, views, createPort: () => next.createViewPort() };
}

async function giveUp(next: Generation, window: WindowLink): Promise<void> {
  window.abandon(next.loaded.addinId, next.number);
  await next.kill();
}

/**
 * The short part: from here to the flip the window waits. On any failure the old generation serves as if nothing
 * had happened and the reason is thrown (E_UPGRADE_FAILED with the cause); the new process is gone then.
 */
export async function handOver(options: HandOverOptions): Promise<UpgradeResult> {
  const { current, next, window } = options;
  const { addinId } = current.loaded;
  const started = nodeClock.now();
  let state: SavedState | null;
  try {
    state = await prepareFlip(options);
    if (!areBothThere(options)) throw await endReason(options);
  } catch (thrown) {
    await giveUp(next, window);
    throw upgradeFailure(thrown);
  }
  current.doom();
  next.serve();
  options.flip(next);
  window.commit(addinId, next.number);
  return { next, state, blackoutMs: nodeClock.now() - started, framesKept: window.frameCount(addinId) };
}

/** Every step that takes time. The order is the promise: nothing reaches the old one after it saved its state. */
async function prepareFlip(options: HandOverOptions): Promise<SavedState | null> {
  const { current, next, reason, window } = options;
  const { addinId, manifest } = current.loaded;
  await whileTheyLive(options, window.freeze(addinId, current.number));
  const saved = whileTheyLive(options, current.saveState());
  const state = await inTime(saved, 'The running version did not hand over its data in time.');
  if (state) {
    stateText(state);
    await giveState(options, state);
  }
  const activated = whileTheyLive(options, next.activate({ reason, previousVersion: manifest.version }));
  await inTime(activated, TOO_LONG);
  await whileTheyLive(options, window.draw(candidateOf(next)));
  return state;
}

/** A refused state ends the upgrade when the new version needs it; else it starts afresh. */
async function giveState(options: HandOverOptions, saved: SavedState): Promise<void> {
  const { next, reason } = options;
  const { version, required } = next.loaded.manifest.state;
  const state = saved.version <= version ? saved : options.olderState(version);
  // A person who goes back knows that what is newer stays behind.
  if (!state && reason === 'rollback') return;
  try {
    if (!state) throw new BulkheadError('E_STATE_REJECTED', { message: 'It is in the form of a newer version.' });
    await inTime(whileTheyLive(options, next.restoreState(state)), 'It took too long to read it.');
  } catch (thrown) {
    if (!areBothThere(options)) throw await endReason(options);
    if (!required) return;
    const message = `It could not take over the saved data: ${toBulkheadError(thrown).message}`;
    throw new BulkheadError('E_STATE_REJECTED', { message, cause: thrown });
  }
}

/** An end of either process is the answer to whatever was waited for. */
async function whileTheyLive<Value>({ current, next }: HandOverOptions, work: Promise<Value>): Promise<Value> {
  const ends = [current, next].map(async ({ whenExited }) => {
    throw (await whenExited).reason;
  });
  return await Promise.race([work, ...ends]);
}

/** False where one of the two ended, or is about to, while nobody waited for it. */
function areBothThere({ current, next }: HandOverOptions): boolean {
  return current.state === 'current' && next.state === 'warming';
}

async function endReason({ current, next }: HandOverOptions): Promise<BulkheadError> {
  const ended = [next, current].find(({ state }) => state === 'ended');
  if (ended) return (await ended.whenExited).reason;
  return new BulkheadError('E_DOMAIN_UNLOADED', { message: 'It was stopped before the new version was ready.' });
}

async function inTime<Value>(work: Promise<Value>, words: string): Promise<Value> {
  try {
    return await work;
  } catch (thrown) {
    const error = toBulkheadError(thrown);
    if (error.code !== 'E_CALL_TIMEOUT') throw error;
    throw new BulkheadError('E_CALL_TIMEOUT', { message: words, cause: error });
  }
}

export function upgradeFailure(thrown: unknown): BulkheadError {
  const cause = toBulkheadError(thrown);
  if (cause.code === 'E_UPGRADE_FAILED') return cause;
  return new BulkheadError('E_UPGRADE_FAILED', { message: cause.message, detail: { reason: cause.code }, cause });
}
