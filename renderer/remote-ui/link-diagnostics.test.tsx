import { useState } from 'react';
import { expect, test } from 'vitest';
import { Button, defineAddin, Stack, Text, TextField } from '../../addins/sdk/index.ts';
import { createTestLink, findNode, label, StepPainter, startDomain } from './testing/view-pair.ts';

const SECRET = 'the vessel carries hunter2';
const KEY = 'agent@example.com';

function Desk() {
  const [text, setText] = useState(SECRET);
  return (
    <Stack gap="s">
      <Text key={KEY} tone="muted">
        {SECRET}
      </Text>
      <TextField label={SECRET} kind="password" value={text} onChange={setText} />
      <Button>{SECRET}</Button>
    </Stack>
  );
}

const addin = defineAddin({ views: { main: Desk }, calls: { echo: (words) => words } });

async function openDesk(painter?: StepPainter) {
  const domain = startDomain(addin);
  const link = painter ? createTestLink({ painter }) : createTestLink();
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const root = () => link.frame('f1')?.view.getSnapshot().root;
  return { link, events: link.frame('f1')?.events, node: (name: string) => findNode(root(), name) };
}

test('a picture is written down with its size and its times', async () => {
  const { link } = await openDesk();
  await expect.poll(() => link.diagnostics.frames()[0]?.entries[0]?.shownAfter).toEqual(expect.any(Number));
  expect(link.diagnostics.frames()).toMatchObject([
    { frameId: 'f1', view: 'main', phase: 'live', entries: [{ sequence: 0, generation: 1, operations: 1 }] },
  ]);
  const [entry] = link.diagnostics.frames()[0]?.entries ?? [];
  expect(entry?.weight).toBeGreaterThan(SECRET.length);
  expect(entry?.applying).toBeGreaterThanOrEqual(0);
});

test('calls of the window are recorded without what they say', async () => {
  const { link } = await openDesk();
  await link.call('echo', [SECRET]);
  const report = link.diagnostics.report(0);
  expect(report.calls.map(({ method }) => method)).toEqual(['view.mount', 'addin.call']);
  expect(report.counts['ui-in']).toBeGreaterThan(0);
  expect(JSON.stringify(report)).not.toContain('hunter2');
});

test('the tree tells what stands where, and nothing of the texts', async () => {
  const { link } = await openDesk();
  const dump = link.diagnostics.dumpTree('f1', { withTexts: false });
  expect(dump).toContain('Stack #1 gap="s"');
  expect(dump).toContain(`Text #2 key=text(${KEY.length}) tone="muted" text=text(${SECRET.length})`);
  expect(dump).not.toContain('hunter2');
  expect(dump).not.toContain(KEY);
});

test('with texts the tree holds them, but never what is in a password field', async () => {
  const { link, events, node } = await openDesk();
  events?.edit(node('TextField'), 'onChange', 'correct horse');
  const dump = link.diagnostics.dumpTree('f1', { withTexts: true });
  expect(dump).toContain(`text="${SECRET}"`);
  const field = dump.split('\n').find((line) => line.includes('TextField'));
  expect(field).toContain('kind="password"');
  expect(field).not.toContain('hunter2');
  expect(field).not.toContain('correct horse');
  expect(field).toContain('typed=text(13)');
});

test('of many edits between two paints one is sent, the others are counted as merged', async () => {
  const painter = new StepPainter();
  const { link, events, node } = await openDesk(painter);
  painter.paint();
  for (const text of ['a', 'ab', 'abc']) events?.edit(node('TextField'), 'onChange', text);
  expect(link.diagnostics.events()).toEqual({ sent: 0, merged: 2, dropped: 0 });
  painter.paint();
  expect(link.diagnostics.events()).toEqual({ sent: 1, merged: 2, dropped: 0 });
});

test('what waited for a process that is gone is counted as dropped', async () => {
  const painter = new StepPainter();
  const { link, events, node } = await openDesk(painter);
  painter.paint();
  events?.edit(node('TextField'), 'onChange', 'late');
  link.ended(1);
  expect(link.diagnostics.events()).toMatchObject({ sent: 0, dropped: 1 });
});

test('a frame that is closed leaves nothing behind', async () => {
  const { link } = await openDesk();
  link.closeView('f1');
  expect(link.diagnostics.frames()).toEqual([]);
  expect(link.diagnostics.dumpTree('f1', { withTexts: true })).toBe('');
});
