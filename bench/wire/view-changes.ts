import { serialize } from 'node:v8';
import { createElement, type ReactNode } from 'react';
import { KIND } from '../../addins/protocol/frame.ts';
import { OP, type UiFrame } from '../../addins/protocol/ui/ui-frames.ts';
import { NumberReader } from '../../addins/protocol/ui/wire-numbers.ts';
import { createViewRoot } from '../../addins/sdk/reconciler/reconciler.ts';
import { ViewEmitter } from '../../addins/sdk/reconciler/view-emitter.ts';

/** Keyed rows of the view that is turned over. */
export const ROWS = 1_000;
/** Fields of a move behind its code: parent, id, before. */
const MOVE_FIELDS = 3;

const inOrder = Array.from({ length: ROWS }, (_, id) => id);

/** The frame by which the whole view is described, and the one by which it comes into another order. */
interface Change {
  readonly mounted: UiFrame;
  readonly changed: UiFrame;
}

function changeOrder(order: readonly number[]): Change {
  const frames: UiFrame[] = [];
  const emitter = new ViewEmitter('f1', (frame) => frames.push(frame));
  const root = createViewRoot(emitter, ({ error }) => {
    throw error;
  });
  root.render(view(inOrder));
  emitter.acknowledge();
  root.render(view(order));
  const [mounted, changed, ...more] = frames;
  if (!mounted || !changed || more.length > 0) throw new Error(`There were ${frames.length} frames instead of two.`);
  return { mounted, changed };
}

function view(order: readonly number[]): ReactNode {
  const rows = order.map((id) =>
    createElement('Row', { key: `row-${id}` }, createElement('Text', null, `Row number ${id}`)),
  );
  return createElement('Stack', null, ...rows);
}

/** Bytes of a UI frame as it travels: one item of a session's frame, in the form that ports clone. */
function wireBytes(frame: UiFrame): number {
  return serialize([1, 1, KIND.ui, frame]).byteLength;
}

export function measureReversal(): { bytes: number; mountedBytes: number } {
  const { mounted, changed } = changeOrder(inOrder.toReversed());
  return { bytes: wireBytes(changed), mountedBytes: wireBytes(mounted) };
}

/** Operations by which two rows far from each other change places. */
export function measureSwap(): number {
  const [first, last] = [1, ROWS - 2];
  const swapped = inOrder.with(first, last).with(last, first);
  return countMoves(changeOrder(swapped).changed);
}

function countMoves([, , , numbers]: UiFrame): number {
  const reader = new NumberReader(numbers);
  let moves = 0;
  for (; !reader.isDone; moves++) {
    const operation = reader.next();
    if (operation !== OP.move) throw new Error(`A change of places used operation ${operation}.`);
    for (let field = 0; field < MOVE_FIELDS; field++) reader.next();
  }
  return moves;
}
