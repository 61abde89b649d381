import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { newMessagePortRpcSession } from 'capnweb';
import { wrap } from 'comlink';
import { createPortTransport } from '../../addins/protocol/port-transport.ts';
import { Session } from '../../addins/protocol/session.ts';
import type { TrafficObserver } from '../../addins/protocol/traffic.ts';
import { nodeClock } from '../../main/base/node-clock.ts';
import { asSessionPort } from '../measure/node-port.ts';
import { createRawCalls } from '../measure/raw-calls.ts';
import { type WireKind, wireMethods } from './wire-methods.ts';

type NumberCall = (value: number) => Promise<unknown>;

interface EchoMethods {
  echo(value: number): number;
}

/** A thread that answers, with as many connections to it as are asked for, each on a port of its own. */
export class OtherThread {
  readonly #worker = new Worker(new URL('./wire-thread.ts', import.meta.url));

  /** Bytes of its heap that are in use. */
  async heapBytes(): Promise<number> {
    return (await this.#worker.getHeapStatistics()).used_heap_size;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /** Calls without any layer. */
  raw(kind: 'raw' | 'raw-count' = 'raw'): (argument: unknown) => Promise<unknown> {
    const port = this.#connect(kind);
    return createRawCalls({
      post: (message) => port.postMessage(message),
      onMessage: (take) => void port.on('message', take),
    });
  }

  session(observer?: TrafficObserver) {
    const port = this.#connect('session');
    return new Session({
      transport: createPortTransport(asSessionPort(port)),
      ...{ clock: nodeClock, epoch: 1, local: {}, handlers: {}, remote: wireMethods, observer },
    });
  }

  comlink(): NumberCall {
    const port = this.#connect('comlink');
    port.start();
    const remote = wrap<EchoMethods>(port as never);
    return (value) => remote.echo(value);
  }

  capnweb(): NumberCall {
    const remote = newMessagePortRpcSession<EchoMethods>(this.#connect('capnweb') as never);
    return (value) => remote.echo(value) as unknown as Promise<unknown>;
  }

  birpc(): NumberCall {
    const port = this.#connect('birpc');
    const remote = createBirpc<EchoMethods>(
      {},
      { post: (message) => port.postMessage(message), on: (take) => void port.on('message', take) },
    );
    return (value) => remote.echo(value);
  }

  #connect(kind: WireKind): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ kind, port: port2 }, [port2]);
    return port1;
  }
}

/** Runs `use` with a thread of its own. */
export async function withOtherThread<Value>(use: (thread: OtherThread) => Promise<Value>): Promise<Value> {
  const thread = new OtherThread();
  try {
    return await use(thread);
  } finally {
    await thread.end();
  }
}
