import { setImmediate } from 'node:timers/promises';
import { TAG } from '../../addins/protocol/ui/ui-frames.ts';
import { defineAddin } from '../../addins/sdk/define-addin.ts';
import { GuestApp } from '../../addins/sdk/guest-app.ts';
import type { GuestBridge } from '../../addins/sdk/guest-runtime.ts';
import { TABLE } from '../addin/src/table-rows.ts';
import { TableView } from '../addin/src/table-view.tsx';
import type { Pair } from '../figure.ts';

/** Rows in view. */
const FEW = 10;
const MANY = 100;
/** Places all over the table to which a person scrolls, one after the other. */
const PLACES = 300;
const FRAME = 'f1';
/** The grid is the first thing in its view. */
const GRID = 1;

/** Bytes of the heap that are left with the add-in's side after its table was seen all over, for both heights of a window. */
export async function measureTableHeap(rounds: number): Promise<Pair[]> {
  const measured: Pair[] = [];
  // One round more than asked for: in the first, code and its caches are still added to the heap.
  for (let round = 0; round <= rounds; round++) {
    const one = { baseline: await heapAfterScrolling(FEW), ours: await heapAfterScrolling(MANY) };
    if (round > 0) measured.push(one);
  }
  return measured;
}

async function heapAfterScrolling(inView: number): Promise<number> {
  let answered = 0;
  const app = createApp(() => answered++);
  for (let place = 0; place < PLACES; place++) {
    const start = Math.floor((place / PLACES) * (TABLE.rowCount - inView));
    app.acceptUi([TAG.event, FRAME, 0, GRID, 'onRange', { start, count: inView, revision: 0 }, 0]);
    await setImmediate();
    app.acceptUi([TAG.ack, FRAME, place]);
  }
  // The first frame is the view itself; every place has one of its own.
  if (answered !== PLACES + 1) throw new Error(`${answered} frames came for ${PLACES} places.`);
  globalThis.gc?.();
  const { heapUsed } = process.memoryUsage();
  app.unmount(FRAME);
  return heapUsed;
}

function createApp(sendUi: () => void): GuestApp {
  const nothing = (): undefined => undefined;
  const bridge: GuestBridge = {
    call: async () => null,
    open: () => ({ answer: Promise.resolve(null), cancel: nothing }),
    read: () => ({ next: async () => ({ done: true, value: undefined }), cancel: nothing }),
    notify: nothing,
    notifyWindow: nothing,
    current: () => undefined,
    log: (_level, text) => process.stderr.write(`${text}\n`),
    sendUi,
  };
  const app = new GuestApp(bridge);
  app.load({ default: defineAddin({ views: { table: TableView } }) });
  app.mount(FRAME, 'table', null);
  return app;
}
