import { expect, test } from 'vitest';
import {
  Button,
  Card,
  Checkbox,
  defineAddin,
  NumberField,
  Select,
  Stack,
  Text,
  TextField,
} from '../../addins/sdk/index.ts';
import { refuseDraft } from './draft.ts';
import type { HostNode } from './host-node.ts';
import { propsOf } from './part-props.ts';
import { createTestLink, findNode, label, startDomain } from './testing/view-pair.ts';

const sent: string[] = [];
let finish: () => void = () => undefined;

function Order() {
  return (
    <Stack>
      <TextField label="Mail" name="mail" validate={{ required: true, format: 'email', message: 'A mail address.' }} />
      <NumberField label="Count" name="count" validate={{ min: 1, max: 9, message: 'From 1 to 9.' }} />
      <NumberField
        label="Copies"
        name="copies"
        value={1}
        max={99}
        onChange={(copies) => sent.push(`copies ${copies}`)}
      />
      <Checkbox label="As a gift" name="gift" />
      <Card showWhen={{ field: 'gift', checked: true }}>
        <TextField label="To" name="to" validate={{ required: true, message: 'Whose gift?' }} />
      </Card>
      <Stack disabledWhen={{ busy: 'view' }}>
        <Select label="Speed" options={[{ value: 'slow', label: 'Slow' }]} />
        <Button onPress={() => sent.push('help')}>Help</Button>
      </Stack>
      <Button kind="primary" validates={['mail', 'count', 'copies', 'to']} onPress={order}>
        Order
      </Button>
      <Text disabledWhen={{ field: 'mail', equals: 'x' }}>words</Text>
    </Stack>
  );
}

async function order(): Promise<void> {
  sent.push('order');
  await new Promise<void>((resolve) => {
    finish = resolve;
  });
}

async function openOrder() {
  sent.length = 0;
  const link = createTestLink();
  const domain = startDomain(defineAddin({ views: { main: Order } }));
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  const frame = link.frame('f1');
  if (!frame) throw new Error('no frame');
  const { root } = frame.view.getSnapshot();
  const field = (name: string): HostNode => {
    for (const each of root?.walk() ?? []) if (each.props.name === name) return each;
    throw new Error(`no field ${name}`);
  };
  const buttons = [...(root?.walk() ?? [])].filter((node) => node.entry?.name === 'Button');
  const [help, submit] = buttons as [HostNode, HostNode];
  return { frame, root, field, help, submit };
}

const problemAt = (node: HostNode) => propsOf<'TextField'>(node).error;

test('a command waits until its fields are valid, and the person is taken to the first that is not', async () => {
  const { frame, field, submit } = await openOrder();
  expect(problemAt(field('mail'))).toBe(undefined);
  frame.events.command(submit, 'onPress');
  expect(submit.running).toBe(0);
  expect(problemAt(field('mail'))).toBe('A mail address.');
  expect(field('mail').calls).toEqual(['focus']);
  frame.events.edit(field('mail'), 'onChange', 'me@a.example');
  expect(problemAt(field('mail'))).toBe(undefined);
  frame.events.command(submit, 'onPress');
  await expect.poll(() => sent).toEqual(['order']);
  finish();
});

test('a value that a person entered is judged as they go on', async () => {
  const { frame, field } = await openOrder();
  frame.events.edit(field('count'), 'onChange', 12);
  expect(problemAt(field('count'))).toBe('From 1 to 9.');
  frame.events.edit(field('count'), 'onChange', 3);
  expect(problemAt(field('count'))).toBe(undefined);
});

test('what a field shows counts, though the add-in goes on with the value before', async () => {
  const { frame, field, submit } = await openOrder();
  frame.events.edit(field('mail'), 'onChange', 'me@a.example');
  refuseDraft(field('copies'), 500);
  frame.events.command(submit, 'onPress');
  expect(submit.running).toBe(0);
  expect(field('copies')).toMatchObject({
    calls: ['focus'],
    draft: { value: 1, refused: { value: 500, isTold: true } },
  });
  frame.events.edit(field('copies'), 'onChange', 50);
  frame.events.command(submit, 'onPress');
  await expect.poll(() => sent).toEqual(['copies 50', 'order']);
  finish();
});

test('what is shown follows a box, and what is not shown keeps nothing back', async () => {
  const { frame, root, field, submit } = await openOrder();
  const card = findNode(root, 'Card');
  expect(card.ruling?.hidden).toBe(true);
  frame.events.edit(field('mail'), 'onChange', 'me@a.example');
  frame.events.edit(field('gift'), 'onChange', true);
  expect(card.ruling?.hidden).toBe(false);
  frame.events.command(submit, 'onPress');
  expect(submit.running).toBe(0);
  expect(problemAt(field('to'))).toBe('Whose gift?');
  frame.events.edit(field('gift'), 'onChange', false);
  frame.events.command(submit, 'onPress');
  expect(submit.running).toBe(1);
  finish();
});

test('while the add-in works, what says so cannot be used', async () => {
  const { frame, root, field, help, submit } = await openOrder();
  const isDisabled = () => propsOf<'Select'>(findNode(root, 'Select')).disabled;
  expect(isDisabled()).toBe(false);
  frame.events.edit(field('mail'), 'onChange', 'me@a.example');
  frame.events.command(submit, 'onPress');
  expect(isDisabled()).toBe(true);
  frame.events.command(help, 'onPress');
  await expect.poll(() => sent).toEqual(['order']);
  finish();
  await expect.poll(isDisabled).toBe(false);
  frame.events.command(help, 'onPress');
  await expect.poll(() => sent).toEqual(['order', 'help']);
});

function Wrong() {
  return <Text validate={{ required: true, message: 'x' }}>words</Text>;
}

test('a rule where it makes no sense is refused where it is written', async () => {
  const link = createTestLink();
  const domain = startDomain(defineAddin({ views: { main: Wrong } }));
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(1));
  expect(link.frame('f1')?.view.getSnapshot().problem?.message).toBe('Text has no property "validate".');
});
