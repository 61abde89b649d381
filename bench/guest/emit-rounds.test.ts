import { createElement, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { ViewStore } from '../../renderer/remote-ui/view-store.ts';
import { LargeRows } from '../addin/src/large-view.tsx';
import { rowsOf } from '../addin/src/rows.ts';
import { measureEmitting, renderIntoFrames } from './emit-rounds.ts';
import { renderIntoNothing } from './no-op-root.ts';

test('the frame that is timed describes ten nodes for each row, in a form that the window takes', () => {
  const store = new ViewStore();
  store.apply(renderIntoFrames(createElement(LargeRows, { rows: rowsOf(100), revision: 7 })));
  // The stack around the rows and the line below them.
  expect(store.size - 2).toBe(100 * 10);
});

const rendered: number[] = [];

function Part({ number }: { number: number }): ReactNode {
  rendered.push(number);
  return createElement('Row', null, createElement('Text', null, `part ${number}`));
}

function Broken(): ReactNode {
  throw new Error('broken on purpose');
}

test('into nothing, React renders every component all the same', () => {
  rendered.length = 0;
  renderIntoNothing(
    createElement('Stack', null, ...[1, 2, 3].map((number) => createElement(Part, { key: number, number }))),
  );
  expect(rendered).toEqual([1, 2, 3]);
});

test('a component that fails is not measured', () => {
  expect(() => renderIntoNothing(createElement(Broken))).toThrow('broken on purpose');
  expect(() => renderIntoFrames(createElement(Broken))).toThrow('broken on purpose');
});

test('each round has a time for both sides, and the first one is dropped', async () => {
  const rounds = await measureEmitting(1, 3);
  expect(rounds).toHaveLength(1);
  for (const { baseline, ours } of rounds) expect(Math.min(baseline, ours)).toBeGreaterThan(0);
});
