import type { AddinLink } from '../../renderer/remote-ui/addin-link.ts';
import type { WindowModel } from '../../renderer/window-model.ts';
import type { BenchFrames } from './bench-frames.ts';
import { inProcess } from './in-process-store.ts';
import { BENCH_ADDIN } from './shared-names.ts';

/** What was drawn while a view changed without a pause. */
export interface FloodRates {
  /** Frames of the window in a second. */
  frames: number;
  /** Frames in a second that showed something new. */
  drawn: number;
  /** Changes of the view from one of these to the next. */
  changes: number;
}

export interface Floods {
  /** Has the add-in change its large view in every turn of its own. It must be filled and in front. */
  remote(milliseconds: number): Promise<FloodRates>;
  /** The same of this page's own view. It cannot change while it is drawn: so many times right before each frame. */
  inProcess(milliseconds: number, changes: number): Promise<FloodRates>;
}

const SECOND = 1000;

export function createFloods({ links }: WindowModel<AddinLink>, frames: BenchFrames): Floods {
  const revisionIn = (view: string): (() => number) => {
    const stack = frames.surfaceOf(view).querySelector('.rv-stack');
    return () => Number(stack?.lastElementChild?.textContent?.match(/\d+/)?.[0]);
  };
  return {
    async remote(milliseconds) {
      const link = links.linkFor(BENCH_ADDIN);
      await link.call('flood', [true]);
      try {
        return await countFrames(milliseconds, revisionIn('large'));
      } finally {
        await link.call('flood', [false]);
      }
    },
    inProcess: (milliseconds, changes) =>
      countFrames(milliseconds, revisionIn('in-process'), () => {
        for (let change = 0; change < changes; change++) inProcess.update(inProcess.snapshot().revision + 1);
      }),
  };
}

/** Counts frames for so long. `change` runs right before each. */
async function countFrames(milliseconds: number, revision: () => number, change?: () => void): Promise<FloodRates> {
  const [started, before] = [await nextFrame(), revision()];
  const seen = new Set<number>();
  let [frames, now] = [0, started];
  for (; now - started < milliseconds; frames++) {
    change?.();
    now = await nextFrame();
    seen.add(revision());
  }
  const perSecond = SECOND / (now - started);
  return { frames: frames * perSecond, drawn: seen.size * perSecond, changes: (revision() - before) / seen.size };
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
