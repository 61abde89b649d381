import type { AddinLink } from '../../renderer/remote-ui/addin-link.ts';
import type { WindowModel } from '../../renderer/window-model.ts';
import type { BenchFrames } from './bench-frames.ts';
import { inProcess } from './in-process-store.ts';
import type { LargeSide } from './large-views.ts';
import { BENCH_ADDIN } from './shared-names.ts';

/** Rates in a second while a view changed without a pause. */
export interface FloodRates {
  /** Frames of the window. */
  frames: number;
  /** Frames that showed something new. */
  drawn: number;
}

export interface Floods {
  /** Has the large view of one side change as fast as it can. It must be filled and in front. */
  run(side: LargeSide, milliseconds: number): Promise<FloodRates>;
}

const SECOND = 1000;
const VIEWS = { remote: 'large', 'in-process': 'in-process' } as const;

export function createFloods({ links }: WindowModel<AddinLink>, frames: BenchFrames): Floods {
  return {
    async run(side, milliseconds) {
      const stack = frames.surfaceOf(VIEWS[side]).querySelector('.rv-stack');
      const words = (): string => stack?.lastElementChild?.textContent ?? '';
      if (side === 'in-process') {
        return await countFrames(milliseconds, words, () => inProcess.update(inProcess.snapshot().revision + 1));
      }
      const link = links.linkFor(BENCH_ADDIN);
      await link.call('flood', [true]);
      try {
        return await countFrames(milliseconds, words);
      } finally {
        await link.call('flood', [false]);
      }
    },
  };
}

/** Counts frames for so long. `draw` runs in each: a view in this page cannot change faster than it is drawn. */
async function countFrames(milliseconds: number, words: () => string, draw?: () => void): Promise<FloodRates> {
  const started = await nextFrame();
  const seen = new Set<string>();
  let [frames, now] = [0, started];
  for (; now - started < milliseconds; frames++) {
    draw?.();
    now = await nextFrame();
    seen.add(words());
  }
  const perSecond = SECOND / (now - started);
  return { frames: frames * perSecond, drawn: seen.size * perSecond };
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
