import type { WindowModel } from '../../renderer/window-model.ts';
import { afterPaint } from './after-paint.ts';
import { REPORT_TAG } from './shared-names.ts';

/** Says on the console when the window can be used: the host answered the first snapshot, and it was painted. */
export function reportReady({ state }: WindowModel): void {
  const report = async (): Promise<void> => {
    await afterPaint();
    console.info(`${REPORT_TAG}${performance.timeOrigin + performance.now()} ${state.getState().addins.length}`);
  };
  const unsubscribe = state.subscribe(({ phase }) => {
    if (phase !== 'ready') return;
    unsubscribe();
    void report();
  });
}
