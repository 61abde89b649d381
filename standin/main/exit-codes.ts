import { constants } from 'node:os';

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface DescribedEnd {
  /** Of the 'exit' event. */
  readonly exitCode: number;
  /** Of 'child-process-gone', where null means that there is no such event. */
  readonly reason: 'abnormal-exit' | 'killed' | 'crashed' | null;
  readonly rawStatus: number;
}

const statusShift = 8;

/** Electron on Linux reports a signal as the raw wait status, unless kill() asked for it. */
export function describeEnd({ code, signal }: ChildEnd, killed: boolean): DescribedEnd {
  if (signal === null) {
    const exitCode = code ?? 1;
    return { exitCode, reason: exitCode === 0 ? null : 'abnormal-exit', rawStatus: exitCode << statusShift };
  }
  const number = constants.signals[signal];
  const isKill = signal === 'SIGTERM' || signal === 'SIGKILL';
  return { exitCode: killed && isKill ? 0 : number, reason: isKill ? 'killed' : 'crashed', rawStatus: number };
}
