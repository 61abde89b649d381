import { createPortTransport as overElectronPort } from '../../addins/protocol/port-transport.ts';
import { testSessionOver } from '../../addins/protocol/testing/session-suite.ts';
import { createMemoryPair } from '../../addins/protocol/transport.ts';
import { createPortTransport as overPagePort } from '../../renderer/remote-ui/port-transport.ts';
import { MessageChannelMain } from '../../standin/main/message-port-main.ts';

// The one suite, over every kind of port there is. It stands here because no part of the product knows all of them.

testSessionOver('in memory', () => createMemoryPair(queueMicrotask, structuredClone));

testSessionOver('ports of main and domains', () => {
  const { port1, port2 } = new MessageChannelMain();
  return [overElectronPort(port1), overElectronPort(port2)];
});

testSessionOver('ports of the page', () => {
  const { port1, port2 } = new MessageChannel();
  return [overPagePort(port1), overPagePort(port2)];
});
