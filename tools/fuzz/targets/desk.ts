import { createElement } from 'react';
import { Button, defineAddin, Stack, Text, TextField } from '../../../addins/sdk/index.ts';
import type { Painter } from '../../../renderer/remote-ui/painter.ts';
import { createTestLink, label, startDomain, type TestDomain } from '../../../renderer/remote-ui/testing/view-pair.ts';
import { fuzzClock } from '../injection-port.ts';

export const GENERATION = 1;
/** Draws at the end of the turn, so that frames are acknowledged and more may come. */
export const painter: Painter = {
  beforePaint: (task) => queueMicrotask(task),
  afterPaint: (task) => queueMicrotask(task),
};
const press = () => undefined;

const Desk = () =>
  createElement(
    Stack,
    { gap: 's' },
    createElement(Text, { key: 'a', tone: 'muted' }, 'words'),
    createElement(TextField, { label: 'Name', value: 'v', onChange: press }),
    createElement(Button, { kind: 'primary', onPress: press }, 'Press'),
  );
export const desk = defineAddin({ views: { main: Desk }, calls: { echo: (words) => words } });

/** What both ends of a view port say to each other while the view is opened and used. */
export async function recordView(): Promise<{ fromAddin: unknown[][]; fromWindow: unknown[][] }> {
  const domain = startDomain(desk);
  const recorded = { fromAddin: [] as unknown[][], fromWindow: [] as unknown[][] };
  tap(domain, recorded);
  const link = createTestLink({ painter, clock: fuzzClock });
  link.openView('f1', 'main', null);
  await link.attachTransport(domain.transport, label(GENERATION));
  await link.call('echo', ['a']);
  const { events, view } = link.frame('f1') ?? {};
  const button = [...(view?.getSnapshot().root?.walk() ?? [])].find((node) => node.entry?.name === 'Button');
  if (button) events?.command(button, 'onPress');
  await link.freeze();
  link.closeView('f1');
  link.dispose();
  return recorded;
}

function tap({ transport }: TestDomain, recorded: { fromAddin: unknown[][]; fromWindow: unknown[][] }): void {
  const [start, send] = [transport.start.bind(transport), transport.send.bind(transport)];
  transport.send = (message) => {
    recorded.fromWindow.push(structuredClone(message) as unknown[]);
    send(message);
  };
  transport.start = (onMessage, onClose) =>
    start((message) => {
      recorded.fromAddin.push(structuredClone(message) as unknown[]);
      onMessage(message);
    }, onClose);
}
