import { useState } from 'react';
import { expect, test } from 'vitest';
import { Button, defineAddin, Stack, Text, TextField, useKept } from '../../addins/sdk/index.ts';
import { createTestLink, describeTree, findNode, label, startDomain } from './testing/view-pair.ts';

function Counter() {
  const [count, setCount] = useState(0);
  const [text, setText] = useState('');
  return (
    <Stack gap="s">
      <Text>Pressed {count} times</Text>
      <Button onPress={() => setCount(count + 1)}>More</Button>
      <TextField label="Name" value={text} onChange={setText} />
      <Text tone="muted">{text.toUpperCase()}</Text>
    </Stack>
  );
}

const counter = defineAddin({ views: { main: Counter } });

test('a view is drawn, a press comes back and changes it', async () => {
  const domain = startDomain(counter);
  const link = createTestLink();
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const frame = link.frame('f1');
  const tree = () => describeTree(frame?.view.getSnapshot().root);
  expect(tree()).toBe(
    [
      'View',
      '  Stack gap="s"',
      '    Text text="Pressed 0 times"',
      '    Button text="More"',
      '    TextField label="Name" value=""',
      '    Text tone="muted"',
    ].join('\n'),
  );
  const root = frame?.view.getSnapshot().root;
  frame?.events.command(findNode(root, 'Button'), 'onPress');
  expect(findNode(root, 'Button').running).toBe(1);
  await expect.poll(tree).toContain('Pressed 1 times');
  await expect.poll(() => findNode(root, 'Button').running).toBe(0);
});

test('what a person types is the window’s, and the add-in follows', async () => {
  const domain = startDomain(counter);
  const link = createTestLink();
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const frame = link.frame('f1');
  const field = findNode(frame?.view.getSnapshot().root, 'TextField');
  frame?.events.edit(field, 'onChange', 'a');
  frame?.events.edit(field, 'onChange', 'ab');
  expect(field.draft).toMatchObject({ value: 'ab', editCount: 2 });
  await expect.poll(() => describeTree(frame?.view.getSnapshot().root)).toContain('text="AB"');
  expect(field.draft).toMatchObject({ value: 'ab', editCount: 2, touched: true });
});

function Kept({ version }: { version: number }) {
  const [presses, setPresses] = useKept('presses', 0);
  const [text, setText] = useState('');
  return (
    <Stack>
      <Text>{`v${version} ${presses}`}</Text>
      <Button onPress={() => setPresses((count) => count + 1)}>More</Button>
      <TextField label="Free" onChange={setText} />
      <Text>{`heard ${text}`}</Text>
    </Stack>
  );
}

const kept = (version: number) =>
  defineAddin({
    views: { main: () => <Kept version={version} /> },
    calls: {
      version: () => version,
      slow: async () => {
        await gate;
        return version;
      },
    },
  });

let open: () => void = () => undefined;
let gate = new Promise<void>((resolve) => {
  open = resolve;
});

async function openKept() {
  const link = createTestLink();
  const first = startDomain(kept(1));
  link.openView('f1', 'main', null);
  await link.attachTransport(first.transport, label(1));
  const frame = link.frame('f1');
  if (!frame) throw new Error('no frame');
  const tree = () => describeTree(frame.view.getSnapshot().root);
  const node = (name: string) => findNode(frame.view.getSnapshot().root, name);
  return { link, first, frame, tree, node };
}

async function startCandidate(first: ReturnType<typeof startDomain>, generation = 2) {
  const second = startDomain(kept(generation), { generation });
  const state = await first.app.saveState();
  if (state) await second.app.restoreState(state);
  return second;
}

function Broken(): never {
  throw new Error('no such column');
}

test('an upgrade hands over state, events, calls and what was typed', async () => {
  gate = new Promise((resolve) => {
    open = resolve;
  });
  const { link, first, frame, tree, node } = await openKept();
  frame.events.command(node('Button'), 'onPress');
  await expect.poll(tree).toContain('v1 1');
  const slow = link.call('slow', []);
  await link.freeze();
  frame.events.command(node('Button'), 'onPress');
  frame.events.edit(node('TextField'), 'onChange', 'half a sen');
  const queued = link.call('version', []);
  const second = await startCandidate(first);
  await link.attachTransport(second.transport, label(2, 'candidate'));
  await link.draw(2);
  const key = node('TextField').hostKey;
  expect(tree()).toContain('v1 1');
  void link.commit(2);
  await expect.poll(tree).toContain('v2 2');
  await expect.poll(tree).toContain('heard half a sen');
  expect(node('TextField').hostKey).toBe(key);
  expect(node('TextField').draft).toMatchObject({ value: 'half a sen' });
  expect(await queued).toBe(2);
  open();
  expect(await slow).toBe(1);
  await expect.poll(() => first.session.closed?.code).toBe('E_DOMAIN_UNLOADED');
});

test('calls that were held back are answered before the frames change, and events wait for the frame', async () => {
  const { link, first, frame, tree, node } = await openKept();
  await link.freeze();
  const seen: string[] = [];
  const answered = link
    .call('version', [])
    .then((version) => seen.push(`${version} while ${tree().includes('v1 0') ? 'v1' : 'v2'} shows`));
  const second = await startCandidate(first);
  await link.attachTransport(second.transport, label(2, 'candidate'));
  await link.draw(2);
  const shown = link.commit(2);
  // The part that is pressed is still the one that the version before drew.
  frame.events.command(node('Button'), 'onPress');
  await answered;
  await shown;
  expect(seen).toEqual(['2 while v1 shows']);
  await expect.poll(tree).toContain('v2 1');
});

test('a candidate that is given up leaves everything with the old generation', async () => {
  const { link, first, frame, tree, node } = await openKept();
  await link.freeze();
  frame.events.command(node('Button'), 'onPress');
  frame.events.edit(node('TextField'), 'onChange', 'typed');
  const queued = link.call('version', []);
  const second = await startCandidate(first);
  await link.attachTransport(second.transport, label(2, 'candidate'));
  await link.draw(2);
  link.abandon(2);
  expect(await queued).toBe(1);
  await expect.poll(tree).toContain('v1 1');
  await expect.poll(tree).toContain('heard typed');
  await expect.poll(() => second.session.closed?.code).toBe('E_DOMAIN_UNLOADED');
});

test('a candidate whose view throws is refused, and the old picture stays', async () => {
  const { link, tree } = await openKept();
  await link.freeze();
  const second = startDomain(defineAddin({ views: { main: Broken } }), { generation: 2 });
  await link.attachTransport(second.transport, label(2, 'candidate'));
  await expect(link.draw(2)).rejects.toMatchObject({
    code: 'E_UPGRADE_FAILED',
    message: 'no such column',
  });
  link.abandon(2);
  expect(tree()).toContain('v1 0');
});

test('a candidate without the view is refused', async () => {
  const { link } = await openKept();
  const second = startDomain(defineAddin({ views: {} }), { generation: 2 });
  await link.attachTransport(second.transport, label(2, 'candidate'));
  await expect(link.draw(2)).rejects.toMatchObject({
    code: 'E_NO_MEMBER',
  });
});

test('a crash rejects calls, keeps the picture and the text, and the next process takes over', async () => {
  const { link, first, frame, tree, node } = await openKept();
  const call = link.call('slow', []);
  const harmless = link.call('version', [], { idempotent: true });
  first.session.close();
  await expect(call).rejects.toMatchObject({ code: 'E_OUTCOME_UNKNOWN' });
  await expect.poll(() => frame.view.getSnapshot().phase).toBe('stale');
  frame.events.command(node('Button'), 'onPress');
  frame.events.edit(node('TextField'), 'onChange', 'offline');
  const later = link.call('version', []);
  const second = startDomain(kept(1), { generation: 2 });
  await link.attachTransport(second.transport, label(2));
  expect(await later).toBe(1);
  expect(await harmless).toBe(1);
  await expect.poll(tree).toContain('heard offline');
  expect(tree()).toContain('v1 0');
  expect(frame.view.getSnapshot().phase).toBe('live');
});
