import { createRawCalls, type RawPort } from '../measure/raw-calls.ts';
import type { BenchFrames } from './bench-frames.ts';
import { firstPaint } from './first-paint.ts';

export type ClickSide = 'remote' | 'in-process';

export interface Clicks {
  /** Brings the view of one side forward; answers where its button is, in pixels of the window. */
  prepare(side: ClickSide): Promise<{ x: number; y: number }>;
  /** Waits for the next click on it, which the benchmark makes. Resolves when it may: `delay` milliseconds later. */
  expect(side: ClickSide, delay: number): Promise<void>;
  /** Milliseconds from the click until what its handler changed was painted. */
  measured(): Promise<number>;
  /** Milliseconds of one message to the process that only echoes and back, `delay` milliseconds after it was called. */
  way(delay: number): Promise<number>;
}

const VIEWS = { remote: 'click', 'in-process': 'in-process-click' } as const;

export function createClicks(frames: BenchFrames, rawPort: Promise<RawPort>): Clicks {
  const rawCalls = rawPort.then(createRawCalls);
  let pending: Promise<number> = Promise.reject(new Error('No click is expected.'));
  pending.catch(() => undefined);
  return {
    async prepare(side) {
      await frames.bringForward(VIEWS[side]);
      const { x, y, width, height } = buttonOf(frames.surfaceOf(VIEWS[side])).getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    },
    async expect(side, delay) {
      const surface = frames.surfaceOf(VIEWS[side]);
      const before = wordsOf(surface);
      const clicked = new Promise<number>((resolve) => {
        buttonOf(surface).addEventListener('click', (event) => resolve(startOf(event)), { once: true, capture: true });
      });
      const painted = firstPaint(() => wordsOf(surface) !== before);
      pending = Promise.all([clicked, painted]).then(([start, end]) => end - start);
      await pause(delay);
    },
    measured: () => pending,
    async way(delay) {
      const callRaw = await rawCalls;
      await pause(delay);
      const started = performance.now();
      await callRaw(1);
      return performance.now() - started;
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** When the person let go of the button, as the engine took it from the system. */
function startOf(event: Event): number {
  if (!event.isTrusted) throw new Error('A click was made by a script.');
  return event.timeStamp;
}

function buttonOf(surface: Element): HTMLButtonElement {
  const button = surface.querySelector('button');
  if (!button) throw new Error('The view has no button.');
  return button;
}

function wordsOf(surface: Element): string {
  const words = surface.querySelector('.rv-stack')?.firstElementChild?.textContent;
  if (!words?.startsWith('clicked ')) throw new Error(`The view says "${words}".`);
  return words;
}
