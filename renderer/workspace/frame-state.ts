import type { AddinSummary, Problem } from '../../preload/bridge.ts';

export type NoticeTone = 'plain' | 'caution' | 'danger' | 'accent';

/** What the title bar and the strip below it say when a frame is not simply alive. */
export interface FrameNotice {
  /** Short, for the chip in the title bar. */
  chip: string;
  tone: NoticeTone;
  /** A sentence for the strip above the last picture; null where the chip is enough. */
  sentence: string | null;
  remedy: 'restart' | 'enable' | 'details' | null;
}

/** `undefined` when the frame is alive. */
export function noticeOf(addin: AddinSummary | undefined, isBusy: boolean): FrameNotice | undefined {
  if (!addin) {
    return { chip: 'removed', tone: 'plain', sentence: 'Its add-in is no longer installed.', remedy: null };
  }
  if (addin.state === 'running') return isBusy ? busyNotice(addin.displayName) : undefined;
  return NOTICES[addin.state](addin.displayName, addin.problem);
}

/** Failures before there was anything to show. */
const NEVER_STARTED: ReadonlySet<string> = new Set(['E_START_FAILED', 'E_START_TIMEOUT', 'E_WALL']);

function busyNotice(name: string): FrameNotice {
  return {
    chip: 'not responding',
    tone: 'caution',
    sentence: `${name} is busy and does not answer. Nothing else is affected.`,
    remedy: 'restart',
  };
}

type Notice = (name: string, problem: Problem | null) => FrameNotice;

const NOTICES: Readonly<Record<Exclude<AddinSummary['state'], 'running'>, Notice>> = {
  starting: () => ({ chip: 'starting', tone: 'accent', sentence: null, remedy: null }),
  upgrading: () => ({ chip: 'upgrading', tone: 'accent', sentence: null, remedy: null }),
  stopped: (name) => ({
    chip: 'stopped',
    tone: 'plain',
    sentence: `${name} is stopped. This is its last picture.`,
    remedy: 'restart',
  }),
  failed: (name, problem) => ({
    chip: 'failed',
    tone: 'danger',
    sentence:
      problem && NEVER_STARTED.has(problem.code)
        ? `${name} did not start. ${problem.message}`
        : `${name} stopped unexpectedly. This is its last picture.`,
    remedy: 'restart',
  }),
  quarantined: (name) => ({
    chip: 'failed repeatedly',
    tone: 'danger',
    sentence: `${name} failed several times and is kept stopped.`,
    remedy: 'details',
  }),
  disabled: (name) => ({
    chip: 'switched off',
    tone: 'plain',
    sentence: `${name} is switched off. This is its last picture.`,
    remedy: 'enable',
  }),
  revoked: (name) => ({
    chip: 'withdrawn',
    tone: 'danger',
    sentence: `This version of ${name} was withdrawn, so it does not start.`,
    remedy: 'details',
  }),
  damaged: (name) => ({
    chip: 'damaged',
    tone: 'danger',
    sentence: `The files of ${name} are damaged, so it was not started.`,
    remedy: 'details',
  }),
};
