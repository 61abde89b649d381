import type { CallRound } from '../measure/call-rates.ts';

/** What the application without a window is asked to measure; read from the file that its command line names. */
export interface ProcessTask {
  kind: 'calls' | 'starts';
  rounds: number;
  domainScript: string;
  sdkScript: string;
  bareChild: string;
  /** An .addin file. */
  packageFile: string;
  /** A folder for whatever must be on disk meanwhile. */
  scratch: string;
  /** Where the answer goes, as JSON. */
  resultFile: string;
}

export const TASK_SWITCH = '--bench-task=';

export interface StartRound {
  /** Milliseconds from fork to the first message of a process that does nothing else. */
  bare: number;
  /** Milliseconds from fork until the add-in has been activated. */
  domain: number;
  /** Bytes that stay with each of them when it idles. */
  bareMemory: number;
  domainMemory: number;
  /** Milliseconds of the parts of the start, as the domain reports them. */
  parts: Record<string, number>;
}

export type ProcessResult = { ok: true; rounds: CallRound[] | StartRound[] } | { ok: false; message: string };
