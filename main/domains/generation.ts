import { HostWords } from '../../addins/protocol/addin-errors.ts';
import { type ContractSet, compileContracts } from '../../addins/protocol/contracts/contract-set.ts';
import { lineOf, parseVersion } from '../../addins/protocol/contracts/contract-version.ts';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { FlightTap } from '../../addins/protocol/flight/session-tap.ts';
import { PERSON_DEADLINE } from '../../addins/protocol/limits.ts';
import type { Manifest } from '../../addins/protocol/manifest.ts';
import type { Handlers } from '../../addins/protocol/method.ts';
import { domainMethods, type Hello, type SavedState } from '../../addins/protocol/methods/domain-methods.ts';
import { hostMethods } from '../../addins/protocol/methods/host-methods.ts';
import { createPortTransport } from '../../addins/protocol/port-transport.ts';
import type { RelayPort } from '../../addins/protocol/references/relay.ts';
import { Session } from '../../addins/protocol/session.ts';
import { Emitter } from '../base/emitter.ts';
import { nodeClock } from '../base/node-clock.ts';
import type { LaunchedProcess } from './launcher.ts';
import { limitOutput } from './output-limit.ts';
import { Patience } from './patience.ts';
import { exitReason, ProcessEnd } from './process-end.ts';

/** creating: walls go up; warming: the add-in starts; current: serves; doomed: finishes its calls; ended: process gone. */
export type GenerationState = 'creating' | 'warming' | 'current' | 'doomed' | 'stopping' | 'ended';

export type Activation = Parameters<Handlers<typeof domainMethods>['domain.activate']>[0][0];

/** A package as its shadow copy vouches for it. */
export interface LoadedPackage {
  addinId: string;
  hash: string;
  manifest: Manifest;
  script: string;
  /** The texts of the contracts that it describes. */
  contracts: readonly string[];
}

export interface GenerationOptions {
  number: number;
  loaded: LoadedPackage;
  process: LaunchedProcess;
  handlers: Handlers<typeof hostMethods>;
  /** Writes down what passes over the control port. */
  tap?: FlightTap | undefined;
  /** Objects of the add-in are for others; without, they stay where they are. */
  relay?: RelayPort | undefined;
  onOutput(text: string): void;
}

export interface GenerationExit {
  code: number;
  /** False when nobody had asked it to end. */
  expected: boolean;
  reason: BulkheadError;
}

/** Characters of a process's output that go into the report of its crash. */
const LAST_WORDS = 500;
/** Milliseconds until a process that was never seen to start counts as failed. */
const SPAWN_LIMIT = 15_000;
/** Milliseconds between the end of a port and the end of its process, where the process ended; more means that it hung up. */
const HANG_UP_GRACE = 1_000;
/** Milliseconds an add-in has to become ready by itself. */
const ACTIVATION_LIMIT = 15_000;
/** The exit code of a process that nothing could end. */
const NO_EXIT = -1;

/** One life of a domain: a process, its control session, and how both end. */
export class Generation {
  readonly number: number;
  readonly loaded: LoadedPackage;
  /** What it describes of what it offers and uses; both ends of its port read the same files. */
  readonly contracts: ContractSet;
  readonly session: Session<typeof hostMethods, typeof domainMethods>;
  readonly exited = new Emitter<GenerationExit>();
  readonly whenExited: Promise<GenerationExit>;
  readonly #process: LaunchedProcess;
  readonly #processEnd: ProcessEnd;
  readonly #resolveExit: (exit: GenerationExit) => void;
  #state: GenerationState = 'creating';
  #hello: Hello | undefined;
  /** Why the host ended it by force. */
  #verdict: BulkheadError | undefined;
  #lastWords = '';
  #cancelHangUp: (() => void) | undefined;

  constructor(options: GenerationOptions) {
    this.number = options.number;
    this.loaded = options.loaded;
    this.contracts = compileContracts(options.loaded.contracts);
    this.#process = options.process;
    const exit = Promise.withResolvers<GenerationExit>();
    this.whenExited = exit.promise;
    this.#resolveExit = exit.resolve;
    this.#processEnd = new ProcessEnd(options.process, () => this.#giveUp());
    this.session = new Session({
      transport: createPortTransport(options.process.controlPort),
      clock: nodeClock,
      epoch: options.number,
      local: hostMethods,
      remote: domainMethods,
      handlers: options.handlers,
      failures: new HostWords(),
      observer: options.tap,
      objects: { contracts: this.contracts.tables, ...(options.relay ? { relay: options.relay } : {}) },
      onClose: (reason) => {
        options.tap?.end();
        this.#onSessionClosed(reason);
      },
    });
    const passOn = limitOutput(options.onOutput);
    options.process.onOutput((text) => {
      this.#lastWords = `${this.#lastWords}${text}`.slice(-LAST_WORDS);
      passOn(text);
    });
    options.process.onExit((code) => this.#onExit(code));
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
    const hello = await this.#orExit(this.session.call('domain.hello', [], { deadline: SPAWN_LIMIT }));
    this.#hello = hello;
    if (hello.holes.length > 0) {
      throw new BulkheadError('E_WALL', { message: `The self-test got through: ${hello.holes.join('; ')}` });
    }
    this.#state = 'warming';
    const { manifest, script, contracts } = this.loaded;
    const { name, version, state, consumes, provides } = manifest;
    await this.#orExit(
      this.session.call('domain.load', [
        {
          ...{ name, version, stateVersion: state.version, source: script, contracts: [...contracts] },
          uses: consumes.map(lineOfEntry),
          offers: provides.map(lineOfEntry),
        },
      ]),
    );
  }

  /** Frames wait for the first pictures of this one: they shall come soon. */
  async rehearse(): Promise<void> {
    await this.#orExit(this.session.call('domain.rehearse', []));
  }

  async activate(activation: Activation): Promise<void> {
    await this.#orExit(this.session.call('domain.activate', [activation]));
  }

  /** The same where nobody's window is frozen: the time in which the host or a person is asked does not count. */
  async activatePatiently(activation: Activation): Promise<void> {
    const patience = new Patience(ACTIVATION_LIMIT, () => this.session.runningCount > 0);
    const { signal } = patience;
    try {
      await this.#orExit(this.session.call('domain.activate', [activation], { signal, deadline: PERSON_DEADLINE }));
    } catch (thrown) {
      throw signal.aborted ? new BulkheadError('E_CALL_TIMEOUT', { cause: thrown }) : thrown;
    } finally {
      patience.end();
    }
  }

  async saveState(): Promise<SavedState | null> {
    return await this.#orExit(this.session.call('domain.saveState', []));
  }

  /** `deadline` in milliseconds, where nobody waits for a frozen window. */
  async restoreState(state: SavedState, options: { deadline?: number } = {}): Promise<void> {
    await this.#orExit(this.session.call('domain.restoreState', [state], options));
  }

  serve(): void {
    this.#state = 'current';
  }

  /** No new work; what runs may finish. */
  doom(): void {
    if (this.#state === 'current') this.#state = 'doomed';
  }

  /**
   * Waits for running calls, tells the add-in goodbye, ends the process. Never rejects; always ends it. False when
   * calls were cut off by that. Asked a second time it does not wait any longer.
   */
  async end(options: { reason: string; drain: boolean }): Promise<boolean> {
    const wasServing = this.#state === 'current' || this.#state === 'doomed';
    let finished = true;
    if (options.drain) {
      this.doom();
      finished = await succeeds(this.session.call('domain.drain', []));
      if (!this.#is('doomed')) {
        // It ended by itself, or somebody could not wait and is ending it.
        return (await this.whenExited).expected;
      }
    }
    if (wasServing) {
      this.#state = 'stopping';
      await succeeds(this.session.call('domain.deactivate', [{ reason: options.reason }]));
    }
    await this.kill();
    return finished;
  }

  /** Ends the process now: asks the system, then insists. Resolves when it is gone, or cannot be ended at all. */
  async kill(): Promise<void> {
    if (this.#state !== 'ended') {
      this.#state = 'stopping';
      this.#processEnd.ask();
    }
    await this.whenExited;
  }

  /** Ends it because it crossed a limit; counts as a crash, with these words as the reason. */
  condemn(words: string): void {
    this.#judge(new BulkheadError('E_CRASHED', { message: `The add-in was ended because ${words}.` }));
  }

  #judge(verdict: BulkheadError): void {
    if (this.#state === 'ended') return;
    this.#verdict ??= verdict;
    this.#processEnd.insist();
  }

  /** State moves while one waits: the compiler must not remember what it was. */
  #is(state: GenerationState): boolean {
    return this.#state === state;
  }

  /** A call that must not outlive the process: the exit is the answer then. */
  async #orExit<Value>(work: Promise<Value>): Promise<Value> {
    try {
      return await work;
    } catch (thrown) {
      // The port may be seen to close before the process is seen to end; only the end says why.
      if (this.session.closed) throw (await this.whenExited).reason;
      throw thrown;
    }
  }

  #onSessionClosed(reason: BulkheadError): void {
    if (this.#state === 'ended') return;
    if (reason.code === 'E_CONTRACT') {
      // A peer that broke the contract is not spoken to again.
      const message = `The add-in was ended because it kept sending messages of the wrong form: ${reason.message}.`;
      this.#judge(new BulkheadError('E_CONTRACT', { message, cause: reason }));
      return;
    }
    this.#cancelHangUp = nodeClock.after(HANG_UP_GRACE, () => this.condemn('it broke off its connection to Bulkhead'));
  }

  #onExit(code: number): void {
    if (this.#state === 'ended') return;
    const expected = this.#state === 'stopping' && !this.#verdict;
    const beforeAddin = this.#hello === undefined;
    this.#finish({
      code,
      expected,
      reason: this.#verdict ?? exitReason(code, { expected, lastWords: this.#lastWords, beforeAddin }),
    });
  }

  #giveUp(): void {
    const message = 'Its process does not end. It may go on running until Bulkhead is closed.';
    this.#finish({ code: NO_EXIT, expected: false, reason: new BulkheadError('E_CANNOT_UNLOAD', { message }) });
  }

  #finish(exit: GenerationExit): void {
    this.#state = 'ended';
    this.#processEnd.done();
    this.#cancelHangUp?.();
    this.session.close(exit.reason);
    this.#resolveExit(exit);
    this.exited.emit(exit);
  }
}

/** For what is on its way out, where a failure changes nothing. */
async function succeeds(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch {
    return false;
  }
}

function lineOfEntry({ contract, version }: { readonly contract: string; readonly version: string }): string {
  return lineOf(contract, parseVersion(version));
}
