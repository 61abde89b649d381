import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import { PROTOCOL_RANGE } from '../../addins/protocol/limits.ts';
import type { Manifest } from '../../addins/protocol/manifest.ts';
import type { Handlers } from '../../addins/protocol/method.ts';
import { domainMethods, type Hello, type SavedState } from '../../addins/protocol/methods/domain-methods.ts';
import { hostMethods } from '../../addins/protocol/methods/host-methods.ts';
import { createPortTransport } from '../../addins/protocol/port-transport.ts';
import { Session } from '../../addins/protocol/session.ts';
import { Emitter } from '../base/emitter.ts';
import { nodeClock } from '../base/node-clock.ts';
import type { LaunchedProcess } from './launcher.ts';

/** creating: walls go up; warming: the add-in starts; current: serves; doomed: finishes its calls; ended: process gone. */
export type GenerationState = 'creating' | 'warming' | 'current' | 'doomed' | 'stopping' | 'ended';

export type Activation = Parameters<Handlers<typeof domainMethods>['domain.activate']>[0][0];

/** A package as its shadow copy vouches for it. */
export interface LoadedPackage {
  addinId: string;
  hash: string;
  manifest: Manifest;
  script: string;
}

export interface GenerationOptions {
  number: number;
  loaded: LoadedPackage;
  process: LaunchedProcess;
  handlers: Handlers<typeof hostMethods>;
  onOutput(text: string): void;
}

export interface GenerationExit {
  code: number;
  /** False when nobody had asked it to end. */
  expected: boolean;
  reason: BulkheadError;
}

/** Milliseconds a killed process gets before it is killed without asking. */
const KILL_GRACE = 500;
/** Characters of a process's output that go into the report of its crash. */
const LAST_WORDS = 500;
/** Milliseconds until a process that was never seen to start counts as failed. */
const SPAWN_LIMIT = 15_000;

/** One life of a domain: a process, its control session, and how both end. */
export class Generation {
  readonly number: number;
  readonly loaded: LoadedPackage;
  readonly session: Session<typeof hostMethods, typeof domainMethods>;
  readonly exited = new Emitter<GenerationExit>();
  readonly whenExited: Promise<GenerationExit>;
  readonly #process: LaunchedProcess;
  #state: GenerationState = 'creating';
  #hello: Hello | undefined;
  #violation: BulkheadError | undefined;
  #lastWords = '';

  constructor(options: GenerationOptions) {
    this.number = options.number;
    this.loaded = options.loaded;
    this.#process = options.process;
    this.session = new Session({
      transport: createPortTransport(options.process.controlPort),
      clock: nodeClock,
      epoch: options.number,
      local: hostMethods,
      remote: domainMethods,
      handlers: options.handlers,
      onViolation: (error) => {
        this.#violation = error;
      },
      onClose: (reason) => this.#onSessionClosed(reason),
    });
    options.process.onOutput((text) => {
      this.#lastWords = `${this.#lastWords}${text}`.slice(-LAST_WORDS);
      options.onOutput(text);
    });
    this.whenExited = new Promise((resolve) => {
      options.process.onExit((code) => resolve(this.#onExit(code)));
    });
  }

  get state(): GenerationState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** What the domain said of its walls; undefined before the handshake. */
  get hello(): Hello | undefined {
    return this.#hello;
  }

  createViewPort(): unknown {
    return this.#process.createViewPort();
  }

  /** Handshake and script. After it the add-in is loaded, but has not been told to begin. */
  async load(): Promise<void> {
    const hello = await this.#orExit(
      this.session.call('domain.hello', [{ protocol: [...PROTOCOL_RANGE] }], { deadline: SPAWN_LIMIT }),
    );
    this.#hello = hello;
    if (hello.holes.length > 0) {
      throw new BulkheadError('E_WALL', { message: `The self-test got through: ${hello.holes.join('; ')}` });
    }
    this.#state = 'warming';
    const { manifest, script } = this.loaded;
    const { name, version, state } = manifest;
    await this.#orExit(
      this.session.call('domain.load', [{ name, version, stateVersion: state.version, source: script }]),
    );
  }

  async activate(activation: Activation): Promise<void> {
    await this.#orExit(this.session.call('domain.activate', [activation]));
  }

  saveState(): Promise<SavedState | null> {
    return this.session.call('domain.saveState', []);
  }

  async restoreState(state: SavedState): Promise<void> {
    await this.#orExit(this.session.call('domain.restoreState', [state]));
  }

  serve(): void {
    this.#state = 'current';
  }

  /** No new work; what runs may finish. */
  doom(): void {
    if (this.#state === 'current') this.#state = 'doomed';
  }

  /** Waits for running calls, tells the add-in goodbye, ends the process. Never rejects; always ends it. */
  async end(options: { reason: string; drain: boolean }): Promise<void> {
    if (this.#state === 'ended') return;
    const wasServing = this.#state === 'current' || this.#state === 'doomed';
    this.#state = 'stopping';
    if (options.drain) await this.#quietly(this.session.call('domain.drain', []));
    if (wasServing) await this.#quietly(this.session.call('domain.deactivate', [{ reason: options.reason }]));
    await this.kill();
  }

  /** Ends the process now: asks the system, then insists. Resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.#state !== 'ended') this.#state = 'stopping';
    if (!this.#process.kill()) this.#process.killHard();
    const insist = nodeClock.after(KILL_GRACE, () => this.#process.killHard());
    await this.whenExited;
    insist();
  }

  /** Ends it because it crossed a limit; counts as a crash, with these words as the reason. */
  condemn(words: string): void {
    this.#violation ??= new BulkheadError('E_CRASHED', { message: `The add-in was ended because ${words}.` });
    this.#process.killHard();
  }

  /** A call that must not outlive the process: the exit is the answer then. */
  async #orExit<Value>(work: Promise<Value>): Promise<Value> {
    const exit = this.whenExited.then(({ reason }) => {
      throw reason;
    });
    exit.catch(() => undefined);
    return await Promise.race([work, exit]);
  }

  async #quietly(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch {
      // It is on its way out; the process is ended in any case.
    }
  }

  #onSessionClosed(reason: BulkheadError): void {
    // A peer that broke the contract is not spoken to again.
    if (reason.code === 'E_CONTRACT' && this.#state !== 'ended') void this.kill();
  }

  #onExit(code: number): GenerationExit {
    const expected = this.#state === 'stopping' && !this.#violation;
    this.#state = 'ended';
    const reason = this.#violation ?? exitReason(code, expected, this.#lastWords);
    this.session.close(toBulkheadError(reason));
    const exit = { code, expected, reason };
    this.exited.emit(exit);
    return exit;
  }
}

function exitReason(code: number, expected: boolean, lastWords: string): BulkheadError {
  if (expected) return new BulkheadError('E_DOMAIN_UNLOADED');
  return new BulkheadError('E_CRASHED', {
    message: `The add-in's process ended unexpectedly (${describeExit(code)}).`,
    detail: { exitCode: code, ...(lastWords === '' ? {} : { lastWords }) },
  });
}

/** Exit codes as Electron reports them: small numbers for exits, wait status for signals. */
function describeExit(code: number): string {
  if (code === 9) return 'it was killed';
  if (code === 15) return 'it was asked to end';
  if (code === 11 || code === 139) return 'it crashed';
  if ([5, 6, 133, 134, 4, 132].includes(code)) return 'it ran out of memory or gave up';
  return `exit code ${code}`;
}
