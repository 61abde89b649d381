import type { AddinLink } from '../../renderer/remote-ui/addin-link.ts';
import type { WindowModel } from '../../renderer/window-model.ts';
import { afterPaint, whenShown } from './after-paint.ts';
import { inProcess } from './in-process-store.ts';
import { BENCH_ADDIN } from './shared-names.ts';

/** Whose view is drawn: the add-in's, or the same one rendered in this page. */
export type LargeSide = 'remote' | 'in-process';

export interface LargeViews {
  /** Brings the frame of one side to the front and empties both. */
  prepare(side: LargeSide): Promise<void>;
  /** Resolves when `rows` rows are on the screen. */
  fill(side: LargeSide, rows: number): Promise<void>;
  /** Changes one node in a hundred, `times` times, each drawn before the next. */
  update(side: LargeSide, times: number): Promise<void>;
}

const VIEWS = { remote: 'large', 'in-process': 'in-process' } as const;

export function createLargeViews({ workspace, links }: WindowModel<AddinLink>): LargeViews {
  let revision = 0;
  const actions = {
    remote: {
      fill: (rows: number) => void links.linkFor(BENCH_ADDIN).call('fill', [rows, revision]),
      update: () => void links.linkFor(BENCH_ADDIN).call('update', [revision]),
    },
    'in-process': {
      fill: (rows: number) => inProcess.fill(rows, revision),
      update: () => inProcess.update(revision),
    },
  };
  const drawn = async (side: LargeSide): Promise<void> => {
    const stack = viewOf(side).querySelector('.rv-stack');
    if (!stack) throw new Error(`The view "${VIEWS[side]}" is not drawn.`);
    const words = `revision ${revision}`;
    await whenShown(stack, () => stack.lastElementChild?.textContent === words);
    await afterPaint();
  };
  const viewOf = (side: LargeSide): Element => {
    // Both views carry the same class; the frames stand in the document in the order in which they were opened.
    const views = [...document.querySelectorAll('.rv-view')];
    const view = views[side === 'remote' ? 0 : 1];
    if (views.length !== 2 || !view) throw new Error('Both large views must be open, and nothing else.');
    return view;
  };
  const fill = async (side: LargeSide, rows: number): Promise<void> => {
    revision++;
    actions[side].fill(rows);
    await drawn(side);
  };
  return {
    fill,
    async prepare(side) {
      for (const each of ['remote', 'in-process'] as const) await fill(each, 0);
      const frames = [...workspace.store.getState().frames.values()];
      const frame = frames.find(({ view }) => view === VIEWS[side]);
      if (frame) workspace.activate(frame.frameId);
      await afterPaint();
    },
    async update(side, times) {
      for (let time = 0; time < times; time++) {
        revision++;
        actions[side].update();
        await drawn(side);
      }
    },
  };
}
