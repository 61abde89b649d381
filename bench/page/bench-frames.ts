import type { AddinLink } from '../../renderer/remote-ui/addin-link.ts';
import type { WindowModel } from '../../renderer/window-model.ts';
import { afterPaint } from './after-paint.ts';
import { BENCH_ADDIN } from './shared-names.ts';

/** The open frames of the bench add-in, by the views in them. */
export interface BenchFrames {
  /** Whether an open frame shows something. */
  isDrawn(view: string): boolean;
  /** Resolves when the frame lies above all others and has been drawn there. */
  bringForward(view: string): Promise<void>;
  /** Where the view is drawn. Throws when it is not. */
  surfaceOf(view: string): Element;
}

export function createBenchFrames({ workspace, links }: WindowModel<AddinLink>): BenchFrames {
  const frameOf = (view: string) => {
    const frame = [...workspace.store.getState().frames.values()].find((each) => each.view === view);
    if (!frame) throw new Error(`The view "${view}" is not open.`);
    return frame;
  };
  const findSurface = (view: string): Element | null => {
    const remote = links.linkFor(BENCH_ADDIN).frame(frameOf(view).frameId)?.view.surface;
    return remote ?? document.querySelector(`[data-in-process="${view}"]`);
  };
  return {
    isDrawn: (view) => Boolean(findSurface(view)?.querySelector('.rv-view')),
    async bringForward(view) {
      workspace.activate(frameOf(view).frameId);
      await afterPaint();
    },
    surfaceOf(view) {
      const surface = findSurface(view);
      if (!surface) throw new Error(`The view "${view}" is not drawn.`);
      return surface;
    },
  };
}
