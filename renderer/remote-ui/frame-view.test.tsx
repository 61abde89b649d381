import { useEffect, useRef, useState } from 'react';
import { expect, test } from 'vitest';
import { UI_CREDIT } from '../../addins/protocol/limits.ts';
import type { Plain } from '../../addins/protocol/plain-data.ts';
import { OP, RESENDS } from '../../addins/protocol/ui/ui-frames.ts';
import {
  type Area,
  Button,
  DataGrid,
  defineAddin,
  Stack,
  Text,
  TextField,
  useFocused,
  useFrame,
  useHost,
  useVisible,
} from '../../addins/sdk/index.ts';
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

function Typed() {
  const [text, setText] = useState('');
  return (
    <>
      <TextField label="Name" onChange={setText} />
      <Text>{`${text.length} letters`}</Text>
    </>
  );
}

let wasSeen = true;

function Seen() {
  const [value, setValue] = useState(0);
  const isSeen = useVisible();
  useEffect(() => {
    change = setValue;
  }, []);
  useEffect(() => {
    wasSeen = isSeen;
  }, [isSeen]);
  return <Text>{`${value} ${isSeen ? 'seen' : 'unseen'}`}</Text>;
}

const heard: boolean[] = [];

function Focus() {
  const isFocused = useFocused();
  useEffect(() => {
    heard.push(isFocused);
  }, [isFocused]);
  return <Text>{isFocused ? 'has the keyboard' : 'waits'}</Text>;
}

const measured: unknown[] = [];

interface Measurable {
  measure(): Promise<Area | null>;
}

async function measure(part: Measurable | null): Promise<void> {
  measured.push((await part?.measure()) ?? 'nowhere');
}

function Measured() {
  const ref = useRef<Measurable>(null);
  useEffect(() => void measure(ref.current), []);
  return (
    <Stack ref={ref}>
      <Button onPress={() => measure(ref.current)}>Measure</Button>
    </Stack>
  );
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

const badFrame = (sequence: number) => ['f1', sequence, [], Int16Array.from([OP.remove, 999]), []];

test('after a frame that was refused the view comes anew, in the same place', async () => {
  const link = createTestLink();
  const domain = startDomain(defineAddin({ views: { main: Typed } }));
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const frame = link.frame('f1');
  const field = findNode(frame?.view.getSnapshot().root, 'TextField');
  frame?.events.edit(field, 'onChange', 'half a sen');
  await expect.poll(() => describeTree(frame?.view.getSnapshot().root)).toContain('10 letters');
  const refused = frame?.view.store;
  domain.session.sendUi(badFrame(refused?.nextSequence ?? 0));
  await expect.poll(() => frame?.view.store === refused).toBe(false);
  const again = findNode(frame?.view.getSnapshot().root, 'TextField');
  expect(frame?.view.getSnapshot()).toMatchObject({ phase: 'live', problem: null });
  expect(again.hostKey).toBe(field.hostKey);
  expect(again.draft).toMatchObject({ value: 'half a sen' });
  expect(domain.logs.join()).toMatch(/refused: .*It is sent anew/);
  frame?.events.edit(again, 'onChange', 'half a sentence');
  await expect.poll(() => describeTree(frame?.view.getSnapshot().root)).toContain('15 letters');
});

test('a view whose frames are refused again and again is given up; its add-in and other views go on', async () => {
  const violations: string[] = [];
  const link = createTestLink({ onViolation: (_generation, message) => violations.push(message) });
  const domain = startDomain(defineAddin({ views: { main: Fast, other: Fragile } }));
  isBroken = false;
  link.openView('f1', 'main', null);
  link.openView('f2', 'other', null);
  await link.attachTransport(domain.transport, label(1));
  const frame = link.frame('f1');
  for (let refusals = 0; refusals <= RESENDS; refusals++) {
    const { store } = frame?.view ?? {};
    domain.session.sendUi(badFrame(store?.nextSequence ?? 0));
    await expect.poll(() => frame?.view.store !== store || frame?.view.phase === 'failed').toBe(true);
  }
  expect(frame?.view.getSnapshot()).toMatchObject({ phase: 'failed', problem: { message: /refused/ } });
  expect(domain.logs.at(-1)).toContain('refused too often');
  expect(violations).toEqual([]);
  expect(link.frame('f2')?.view.phase).toBe('live');
  link.reopenView('f1');
  await expect.poll(() => frame?.view.phase).toBe('live');
});

test('frames beyond the room that the window gave are refused', async () => {
  const link = createTestLink({ painter: new StepPainter() });
  const domain = startDomain(defineAddin({ views: { main: Fast } }));
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  for (let sequence = 1; sequence <= UI_CREDIT + 1; sequence++) {
    domain.session.sendUi(['f1', sequence, [], new Int16Array(), []]);
  }
  await expect.poll(() => domain.logs.join()).toContain('sent faster than it was drawn');
});

test('a candidate whose frame is refused does not take over', async () => {
  const link = createTestLink();
  const domain = startDomain(defineAddin({ views: { main: Fast } }));
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const second = startDomain(defineAddin({ views: { main: Fast } }), { generation: 2 });
  const send = second.session.sendUi.bind(second.session);
  second.session.sendUi = (message) => send(Array.isArray(message) ? badFrame(0) : message);
  await link.attachTransport(second.transport, label(2, 'candidate'));
  await expect(link.draw(2)).rejects.toMatchObject({
    code: 'E_UPGRADE_FAILED',
  });
});

test('a view that nobody sees is not sent, and catches up in one frame', async () => {
  const domain = startDomain(defineAddin({ views: { main: Seen } }));
  const link = createTestLink();
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const { store } = link.frame('f1')?.view ?? {};
  const tree = () => describeTree(store?.root);
  await expect.poll(tree).toContain('text="0 seen"');
  let frames = 0;
  const send = domain.session.sendUi.bind(domain.session);
  domain.session.sendUi = (message) => {
    frames++;
    send(message);
  };
  link.setSeen('f1', false);
  await expect.poll(() => wasSeen).toBe(false);
  for (let value = 1; value <= 20; value++) change(value);
  await link.call('none', []).catch(() => undefined);
  expect(frames).toBe(0);
  link.setSeen('f1', true);
  await expect.poll(tree).toContain('text="20 seen"');
  expect(frames).toBe(1);
});

test('a frame that is hidden when it opens is told so once its view is there', async () => {
  const domain = startDomain(defineAddin({ views: { main: Seen } }));
  const link = createTestLink();
  link.setSeen('f1', false);
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  await expect.poll(() => wasSeen).toBe(false);
  link.setSeen('f1', true);
  await expect.poll(() => describeTree(link.frame('f1')?.view.store?.root)).toContain('seen');
});

test('a view that nobody sees stays unseen over an upgrade, and keeps what was typed when it is sent anew', async () => {
  const link = createTestLink();
  const first = startDomain(defineAddin({ views: { main: Typed } }));
  link.openView('f1', 'main', null);
  await link.attachTransport(first.transport, label(1));
  const frame = link.frame('f1');
  frame?.events.edit(findNode(frame.view.getSnapshot().root, 'TextField'), 'onChange', 'half');
  await expect.poll(() => describeTree(frame?.view.store?.root)).toContain('4 letters');
  link.setSeen('f1', false);
  const refused = frame?.view.store;
  first.session.sendUi(badFrame(refused?.nextSequence ?? 0));
  await expect.poll(() => frame?.view.store === refused).toBe(false);
  expect(findNode(frame?.view.store?.root, 'TextField').draft).toMatchObject({ value: 'half' });

  wasSeen = true;
  const second = startDomain(defineAddin({ views: { main: Seen } }), { generation: 2 });
  await link.attachTransport(second.transport, label(2, 'candidate'));
  await link.draw(2);
  void link.commit(2);
  await expect.poll(() => wasSeen).toBe(false);
  link.setSeen('f1', true);
  await expect.poll(() => wasSeen).toBe(true);
});

test('the keyboard entering and leaving a view is told as one state', async () => {
  const domain = startDomain(defineAddin({ views: { main: Focus } }));
  const painter = new StepPainter();
  const link = createTestLink({ painter });
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  painter.paint();
  const frame = link.frame('f1');
  frame?.presence.setFocused(true);
  frame?.presence.setFocused(false);
  frame?.presence.setFocused(true);
  painter.paint();
  await expect.poll(() => describeTree(frame?.view.store?.root)).toContain('has the keyboard');
  expect(heard).toEqual([false, true]);
});

test('an add-in asks where a part is drawn, and is told when there is nothing', async () => {
  const domain = startDomain(defineAddin({ views: { main: Measured } }));
  const link = createTestLink();
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const frame = link.frame('f1');
  const box = (...[left, top, right, bottom]: [number, number, number, number]) =>
    ({ left, top, right, bottom }) as DOMRect;
  const node = findNode(frame?.view.getSnapshot().root, 'Stack');
  expect(node.props.measured).toBe(true);
  await expect.poll(() => measured).toEqual(['nowhere']);
  if (!frame) throw new Error('no frame');
  frame.view.surface = { getBoundingClientRect: () => box(100, 50, 900, 900) } as Element;
  node.drawn = { current: { getClientRects: () => [box(110, 60, 130, 70), box(110, 70, 150, 90)] } };
  frame.events.command(findNode(frame.view.getSnapshot().root, 'Button'), 'onPress');
  await expect.poll(() => measured).toEqual(['nowhere', { x: 10, y: 10, width: 40, height: 30 }]);
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
