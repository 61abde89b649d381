import { createRawCalls, type RawPort } from '../measure/raw-calls.ts';
import type { BenchFrames } from './bench-frames.ts';
import { firstPaint } from './first-paint.ts';

/** Whose picture is waited for. `way`: of nobody, but a message that the click sends to the process that only echoes. */
export type ClickTarget = 'remote' | 'in-process' | 'way';

export interface Clicks {
  /** Brings the view that is clicked forward; answers where its button is, in pixels of the window. */
  prepare(target: ClickTarget): Promise<{ x: number; y: number }>;
  /** Waits for the next click on it, which the benchmark makes. Resolves when it may: `delay` milliseconds later. */
  expect(target: ClickTarget, delay: number): Promise<void>;
  /** Milliseconds from the click until what its handler changed was painted, or the message was back. */
  measured(): Promise<number>;
}

const VIEWS = { remote: 'click', 'in-process': 'in-process-click', way: 'in-process-click' } as const;

export function createClicks(frames: BenchFrames, rawPort: Promise<RawPort>): Clicks {
  const rawCalls = rawPort.then(createRawCalls);
  let pending: Promise<number> = Promise.reject(new Error('No click is expected.'));
  pending.catch(() => undefined);
  return {
    async prepare(target) {
      await frames.bringForward(VIEWS[target]);
      const { x, y, width, height } = buttonOf(frames.surfaceOf(VIEWS[target])).getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    },
    async expect(target, delay) {
      const surface = frames.surfaceOf(VIEWS[target]);
      const clicked = nextClick(surface);
      pending = target === 'way' ? wayOf(clicked, await rawCalls) : untilPainted(clicked, surface);
      await pause(delay);
    },
    measured: () => pending,
  };
}

function nextClick(surface: Element): Promise<number> {
  return new Promise((resolve) => {
    buttonOf(surface).addEventListener('click', (event) => resolve(startOf(event)), { once: true, capture: true });
  });
}

async function untilPainted(clicked: Promise<number>, surface: Element): Promise<number> {
  const before = wordsOf(surface);
  const painted = firstPaint(() => wordsOf(surface) !== before);
  const [start, end] = await Promise.all([clicked, painted]);
  return end - start;
}

/** The window draws the picture of the click before it reads messages: that belongs to the way. */
async function wayOf(clicked: Promise<number>, callRaw: (value: number) => Promise<unknown>): Promise<number> {
  await clicked;
  const started = performance.now();
  await callRaw(1);
  return performance.now() - started;
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
