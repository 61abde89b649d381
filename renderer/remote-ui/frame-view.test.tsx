import { useEffect, useState } from 'react';
import { expect, test } from 'vitest';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import { OP } from '../../addins/protocol/ui/ui-frames.ts';
import { Button, DataGrid, defineAddin, Text, useFrame, useHost } from '../../addins/sdk/index.ts';
import { rowsOf } from './row-cache.ts';
import { createTestLink, describeTree, findNode, label, StepPainter, startDomain } from './testing/view-pair.ts';

let isBroken = false;

function Fragile() {
  if (isBroken) throw new Error('no rows');
  return <Text>fine</Text>;
}

function Failing() {
  const save = async () => {
    await Promise.resolve();
    throw new Error('the disk is full');
  };
  return (
    <Button once onPress={save}>
      Save
    </Button>
  );
}

let change: (value: number) => void = () => undefined;

function Fast() {
  const [value, setValue] = useState(0);
  useEffect(() => {
    change = setValue;
  }, []);
  return <Text>{value}</Text>;
}

const asked: number[] = [];
const COLUMNS = [
  { key: 'a', title: 'A' },
  { key: 'b', title: 'B' },
];

async function readRows(start: number, count: number) {
  asked.push(start);
  await Promise.resolve();
  return Array.from({ length: count }, (_, index) => [`row ${start + index}`, start + index]);
}

function Grid() {
  return <DataGrid label="Rows" rowCount={1_000} revision={4} columns={COLUMNS} getRows={readRows} />;
}

function Titled() {
  const host = useHost();
  const [count, setCount] = useState(0);
  const { params } = useFrame({ title: `Count ${count}`, unsaved: count > 0 });
  const press = async () => {
    setCount(count + 1);
    await host.storage.set('count', count);
  };
  return <Button onPress={press}>{`${count} of ${String((params as { limit: number }).limit)}`}</Button>;
}

test('an error in a view becomes a panel with the author’s words, and opening it again works', async () => {
  isBroken = true;
  const domain = startDomain(defineAddin({ views: { main: Fragile } }));
  const link = createTestLink();
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const snapshot = () => link.frame('f1')?.view.getSnapshot();
  expect(snapshot()).toMatchObject({ phase: 'failed', problem: { message: 'no rows' } });
  expect(domain.logs.join()).toContain('no rows');
  isBroken = false;
  link.reopenView('f1');
  await expect.poll(() => describeTree(snapshot()?.root)).toContain('text="fine"');
  expect(snapshot()).toMatchObject({ phase: 'live', problem: null });
});

test('a handler that fails is reported and frees its control', async () => {
  const problems: string[] = [];
  const domain = startDomain(defineAddin({ views: { main: Failing } }));
  const link = createTestLink({ onProblem: (_frame, message) => problems.push(message) });
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const frame = link.frame('f1');
  const button = findNode(frame?.view.getSnapshot().root, 'Button');
  frame?.events.command(button, 'onPress');
  frame?.events.command(button, 'onPress');
  await expect.poll(() => problems).toEqual(['the disk is full']);
  expect(button.running).toBe(0);
});

test('a frame that breaks the contract is refused, reported, and shown as such', async () => {
  const violations: string[] = [];
  const link = createTestLink({ onViolation: (generation, message) => violations.push(`${generation} ${message}`) });
  const domain = startDomain(defineAddin({ views: { main: Fast } }), { generation: 3 });
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(3));
  domain.session.sendUi(['f1', 1, [], [OP.remove, 999]]);
  await expect.poll(() => violations).toHaveLength(1);
  expect(violations[0]).toMatch(/^3 The view was refused/);
  expect(link.frame('f1')?.view.getSnapshot().phase).toBe('failed');
  await expect.poll(() => domain.logs.join()).toContain('refused');
});

test('an add-in that changes faster than the window paints gets at most two frames ahead', async () => {
  const domain = startDomain(defineAddin({ views: { main: Fast } }));
  const painter = new StepPainter();
  const link = createTestLink({ painter });
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  painter.paint();
  let frames = 0;
  const send = domain.session.sendUi.bind(domain.session);
  domain.session.sendUi = (message) => {
    frames++;
    send(message);
  };
  const store = link.frame('f1')?.view.store;
  for (let value = 1; value <= 50; value++) {
    change(value);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await expect.poll(() => frames).toBe(2);
  painter.paint();
  await expect.poll(() => describeTree(store?.root)).toContain('text="50"');
  expect(frames).toBe(3);
});

test('a grid asks for the rows in view and drops answers of an older revision', async () => {
  asked.length = 0;
  const domain = startDomain(defineAddin({ views: { main: Grid } }));
  const link = createTestLink();
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const frame = link.frame('f1');
  const grid = findNode(frame?.view.getSnapshot().root, 'DataGrid');
  frame?.events.continuous(grid, 'onRange', { start: 5, count: 2, revision: 4 });
  await expect.poll(() => rowsOf(grid).cells.get(6)).toEqual(['row 6', 6]);
  frame?.events.continuous(grid, 'onRange', { start: 90, count: 2, revision: 3 });
  await expect.poll(() => asked).toEqual([5, 90]);
  await link.call('none', []).catch(() => undefined);
  expect(rowsOf(grid).cells.has(90)).toBe(false);
});

test('hooks reach the host', async () => {
  const domain = startDomain(defineAddin({ views: { main: Titled } }));
  const link = createTestLink();
  link.openView('f1', 'main', { limit: 3 } as Plain);
  await link.attachTransport(domain.transport, label(1));
  const frame = link.frame('f1');
  frame?.events.command(findNode(frame.view.getSnapshot().root, 'Button'), 'onPress');
  await expect.poll(() => describeTree(frame?.view.getSnapshot().root)).toContain('1 of 3');
  await expect
    .poll(() => domain.calls)
    .toEqual([
      { method: 'frames.update', args: ['f1', { title: 'Count 0', unsaved: false }] },
      { method: 'storage.set', args: ['count', 0] },
      { method: 'frames.update', args: ['f1', { title: 'Count 1', unsaved: true }] },
    ]);
});
