import { useState } from 'react';
import { expect, test } from 'vitest';
import { Button, defineAddin, Stack, Text, TextField } from '../../addins/sdk/index.ts';
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
