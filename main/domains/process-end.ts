import { BulkheadError, isErrorCode } from '../../addins/protocol/errors.ts';
import { nodeClock } from '../base/node-clock.ts';
import type { LaunchedProcess } from './launcher.ts';

/** Milliseconds a process gets before it is killed without asking, and between two attempts. */
const INSIST_EVERY = 500;
/** Attempts after which a process counts as one that cannot be ended: five seconds in all. */
const INSIST_TIMES = 10;

/** Ends one process: asks, then insists, also where it is only just coming up. */
export class ProcessEnd {
  readonly #process: LaunchedProcess;
  readonly #onImmortal: () => void;
  #tries = 0;
  #cancel: (() => void) | undefined;
  #over = false;

  /** `onImmortal` runs when the process outlived every attempt. */
  constructor(process: LaunchedProcess, onImmortal: () => void) {
    this.#process = process;
    this.#onImmortal = onImmortal;
    // Before it has started nothing can end it: what was asked for meanwhile happens now.
    process.onSpawn(() => {
      if (this.#cancel || this.#over) process.killHard();
    });
  }

  ask(): void {
    if (this.#over) return;
    if (!this.#process.kill()) this.#process.killHard();
    this.#planInsisting();
  }

  insist(): void {
    if (this.#over) return;
    this.#process.killHard();
    this.#planInsisting();
  }

  /** It is gone, or given up. */
  done(): void {
    this.#over = true;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #planInsisting(): void {
    this.#cancel ??= nodeClock.after(INSIST_EVERY, () => {
      this.#cancel = undefined;
      this.#tries++;
      if (this.#tries < INSIST_TIMES) this.insist();
      else this.#onImmortal();
    });
  }
}

/** Why a process ended that nobody had condemned. `ownWords` is what the runtime itself printed, before any add-in code ran. */
export function exitReason(
  code: number,
  { expected, lastWords, beforeAddin }: { expected: boolean; lastWords: string; beforeAddin: boolean },
): BulkheadError {
  if (expected) return new BulkheadError('E_DOMAIN_UNLOADED');
  return (
    (beforeAddin ? runtimeReason(lastWords) : undefined) ??
    new BulkheadError('E_CRASHED', {
      message: `The add-in's process ended unexpectedly (${describeExit(code)}).`,
      detail: { exitCode: code, ...(lastWords === '' ? {} : { lastWords }) },
    })
  );
}

/** "E_WALL: …", as addins/runtime/bootstrap.ts says why it gives up. */
function runtimeReason(lastWords: string): BulkheadError | undefined {
  const [, code, message] = /^(E_[A-Z_]+): (.+)$/m.exec(lastWords) ?? [];
  return isErrorCode(code) && message ? new BulkheadError(code, { message }) : undefined;
}

/** Windows' code for touching memory that is not there. */
const ACCESS_VIOLATION = 0xc0000005;

/** Exit codes as Electron reports them: small numbers for exits, wait status for signals. */
function describeExit(code: number): string {
  if (code === 0) return 'it ended by itself';
  if (code === 9) return 'the system or somebody killed it, perhaps because memory ran out';
  if (code === 15) return 'it was asked to end from outside';
  if ([11, 139, ACCESS_VIOLATION].includes(code)) return 'it crashed';
  if ([4, 5, 6, 132, 133, 134].includes(code)) return 'it ran out of memory or gave up';
  return `exit code ${code}`;
}
