import { deserialize, serialize } from 'node:v8';
import { createElement, memo, type ReactNode } from 'react';
import type { UiFrame } from '../addins/protocol/ui/ui-frames.ts';
import { validateFrame } from '../addins/protocol/ui/validate-frame.ts';
import { createViewRoot } from '../addins/sdk/reconciler/reconciler.ts';
import { ViewEmitter } from '../addins/sdk/reconciler/view-emitter.ts';
import { FrameApplier } from '../renderer/remote-ui/frame-applier.ts';
import { ViewStore } from '../renderer/remote-ui/view-store.ts';

/**
 * What one view of 10,000 nodes costs without any process or screen: milliseconds, best of many rounds, for a person
 * who works on the emitter or the validator. `node bench/ui-micro.ts`; the figures that are asserted are elsewhere.
 */
const ROWS = 1_000;
const ROUNDS = 40;

const Row = memo(function Row({ id, text }: { id: number; text: string }): ReactNode {
  return createElement(
    'Row',
    { gap: 's' },
    createElement('Text', { tone: 'muted' }, `#${id}`),
    createElement('Text', { truncate: true }, text),
    createElement('Stack', { gap: 'xs' }, createElement('Text', null, 'a'), createElement('Text', null, `b${id}`)),
    createElement('Badge', { tone: 'ok' }, 'paid'),
    createElement('Button', { onPress: nothing }, 'Open'),
    createElement('Checkbox', { label: 'Done', checked: id % 2 === 0 }),
    createElement('Text', null, `${id * 3}`),
  );
});

function nothing(): void {}

function view(version: number): ReactNode {
  const rows: ReactNode[] = [];
  for (let id = 0; id < ROWS; id++) {
    const text = id % 100 === 0 ? `row ${id} v${version}` : `row ${id}`;
    rows.push(createElement(Row, { key: id, id, text }));
  }
  return createElement('Stack', null, ...rows);
}

function best(measure: () => number): number {
  return Math.min(...Array.from({ length: ROUNDS }, measure));
}

function timed(task: () => void): number {
  const start = performance.now();
  task();
  return performance.now() - start;
}

function mount(canSend: boolean): { duration: number; frames: UiFrame[]; root: ReturnType<typeof createViewRoot> } {
  const frames: UiFrame[] = [];
  const emitter = new ViewEmitter('f1', (frame) => frames.push(frame));
  const root = createViewRoot(emitter, ({ error }) => {
    throw error;
  });
  if (!canSend) exhaustCredit(root);
  const duration = timed(() => root.render(view(0)));
  emitter.acknowledge();
  return { duration, frames: canSend ? frames : [], root };
}

/** Two frames that nobody acknowledges. */
function exhaustCredit(root: ReturnType<typeof createViewRoot>): void {
  root.render(createElement('Text', null, '1'));
  root.render(createElement('Text', null, '2'));
}

const { frames } = mount(true);
const frame = structuredClone(frames[0]) as UiFrame;
const nodes = (() => {
  const store = new ViewStore();
  store.apply(frame);
  return store.size;
})();

const encoded = serialize(frame);

const figures = {
  nodes,
  items: frame[3].length,
  bytes: serialize(frame).byteLength,
  bytesPerNode: serialize(frame).byteLength / nodes,
  mountReactOnly: best(() => mount(false).duration),
  mountAndEmit: best(() => mount(true).duration),
  encode: best(() => timed(() => serialize(frame))),
  decode: best(() => timed(() => deserialize(encoded))),
  validate: best(() => timed(() => validateFrame(frame, new ViewStore()))),
  validateAndApply: best(() => timed(() => new ViewStore().apply(frame))),
  apply: best(() => {
    const store = new ViewStore();
    store.names.append(frame[2]);
    return timed(() => new FrameApplier(store, frame[3], frame[4]).run());
  }),
  updateOnePercent: best(() => {
    const { root } = mount(true);
    return timed(() => root.render(view(1)));
  }),
};
for (const [name, value] of Object.entries(figures)) {
  process.stdout.write(`${name.padEnd(18)} ${Number.isInteger(value) ? value : value.toFixed(2)}\n`);
}
