import type { AddinLink } from '../../renderer/remote-ui/addin-link.ts';
import type { WindowModel } from '../../renderer/window-model.ts';
import { type CallRound, type MeasureOptions, measureRound } from '../measure/call-rates.ts';
import { createRawCalls, type RawPort } from '../measure/raw-calls.ts';
import { whenShown } from './after-paint.ts';
import { createBenchFrames } from './bench-frames.ts';
import { type Clicks, createClicks } from './clicks.ts';
import { createFloods, type Floods } from './floods.ts';
import { createLargeViews, type LargeViews } from './large-views.ts';
import { createScrolls, type Scrolls } from './scrolls.ts';
import { BENCH_ADDIN } from './shared-names.ts';
import { createUpgrades, type Upgrades } from './upgrades.ts';

/** What the benchmark can have done inside the page. */
export interface BenchPage {
  /** Installs a package, given in base64, as if it had been dropped and agreed to. */
  install(fileName: string, base64: string): Promise<void>;
  /** Opens a frame, and resolves when something is drawn in it. */
  open(view: string): Promise<void>;
  measureCalls(rounds: number): Promise<CallRound[]>;
  readonly large: LargeViews;
  readonly floods: Floods;
  readonly clicks: Clicks;
  readonly scrolls: Scrolls;
  readonly upgrades: Upgrades;
}

export function createBenchPage(model: WindowModel<AddinLink>, rawPort: Promise<RawPort>): BenchPage {
  const { bridge } = model.host;
  const frames = createBenchFrames(model);
  return {
    async install(fileName, base64) {
      const result = await bridge.stagePackage({ fileName, bytes: Uint8Array.fromBase64(base64), files: null });
      if (!result.ok) throw new Error(result.problem.message);
      await bridge.installStaged(result.staged.stageId);
    },
    async open(view) {
      const { store } = model.workspace;
      const isOpen = (): boolean => [...store.getState().frames.values()].some((frame) => frame.view === view);
      const opened = new Promise<void>((resolve) => {
        const unsubscribe = store.subscribe(() => {
          if (!isOpen()) return;
          unsubscribe();
          resolve();
        });
      });
      await bridge.openView(BENCH_ADDIN, view);
      await opened;
      await whenShown(document.body, () => frames.isDrawn(view));
    },
    measureCalls: async (rounds) => measureCallRounds(model.links.linkFor(BENCH_ADDIN), await rawPort, rounds),
    large: createLargeViews(model),
    floods: createFloods(model, frames),
    clicks: createClicks(frames, rawPort),
    scrolls: createScrolls(frames),
    upgrades: createUpgrades(model),
  };
}

/** Steps of the page's clock are longer than a call: single ones cannot be timed. */
const CALLS_TIMED_TOGETHER = 20;

async function measureCallRounds(link: AddinLink, rawPort: RawPort, rounds: number): Promise<CallRound[]> {
  const options: MeasureOptions = { group: CALLS_TIMED_TOGETHER, nextTurn: createTurns() };
  const callRaw = createRawCalls(rawPort);
  const callAddin = (number: number) => link.call('answer', [number]);
  const measured: CallRound[] = [];
  // One round more than asked for: in the first, both sides still compile.
  for (let round = 0; round <= rounds; round++) measured.push(await measureRound(callRaw, callAddin, options));
  return measured.slice(1);
}

/** Timers wait at least a few milliseconds when they are nested; a port of one's own does not. */
function createTurns(): (task: () => void) => void {
  const { port1, port2 } = new MessageChannel();
  const tasks: (() => void)[] = [];
  port1.onmessage = () => tasks.shift()?.();
  return (task) => {
    tasks.push(task);
    port2.postMessage(null);
  };
}
