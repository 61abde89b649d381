import { type MessagePort, parentPort } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { newMessagePortRpcSession, RpcTarget } from 'capnweb';
import { expose } from 'comlink';
import type { Handlers } from '../../addins/protocol/method.ts';
import { createPortTransport } from '../../addins/protocol/port-transport.ts';
import { Session } from '../../addins/protocol/session.ts';
import { nodeClock } from '../../main/base/node-clock.ts';
import { asSessionPort } from '../measure/node-port.ts';
import { type WireKind, wireMethods } from './wire-methods.ts';

/** The other end of every connection that the wire suite measures: one thread, one port for each kind. */
const handlers: Handlers<typeof wireMethods> = {
  echo: ([value]) => value,
  count: ([records]) => (records as unknown[]).length,
  copy: ([value]) => value,
  numbers: ([count]) => firstNumbers(count),
};

function* firstNumbers(count: number): Generator<number> {
  for (let number = 0; number < count; number++) yield number;
}

const echo = (value: number): number => value;

class EchoTarget extends RpcTarget {
  echo(value: number): number {
    return value;
  }
}

const answerers: Readonly<Record<WireKind, (port: MessagePort) => unknown>> = {
  raw: (port) => port.on('message', (message) => port.postMessage(message)),
  'raw-count': (port) =>
    port.on('message', ([id, records]: [number, unknown[]]) => port.postMessage([id, records.length])),
  session: (port) =>
    new Session({
      transport: createPortTransport(asSessionPort(port)),
      ...{ clock: nodeClock, epoch: 1, local: wireMethods, handlers, remote: {} },
    }),
  comlink: (port) => expose({ echo }, port as never),
  capnweb: (port) => newMessagePortRpcSession(port as never, new EchoTarget()),
  birpc: (port) =>
    createBirpc(
      { echo },
      { post: (message) => port.postMessage(message), on: (take) => void port.on('message', take) },
    ),
};

parentPort?.on('message', ({ kind, port }: { kind: WireKind; port: MessagePort }) => {
  answerers[kind](port);
  port.start();
});
