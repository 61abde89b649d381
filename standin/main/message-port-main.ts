import { EventEmitter } from 'node:events';
import { createPortPair } from '../wire/local-link.ts';
import type { PortCore } from '../wire/port-core.ts';

const cores = new WeakMap<object, PortCore>();

/** Electron's port for main and utility processes. Events: 'message' ({ data, ports }), 'close'. */
export class MessagePortMain extends EventEmitter {
  constructor(core: PortCore) {
    super();
    cores.set(this, core);
    core.onmessage = (data, ports) => this.emit('message', { data, ports: wrapPorts(ports) });
    core.onclose = () => this.emit('close');
  }

  start(): void {
    coreOf(this).start();
  }

  /** Emits 'close' on this side as well. */
  close(): void {
    const core = coreOf(this);
    if (core.closed || core.neutered) return;
    core.close();
    this.emit('close');
  }

  postMessage(...args: [message?: unknown, transfer?: readonly MessagePortMain[]]): void {
    const core = coreOf(this);
    if (core.closed || core.neutered) return;
    if (args.length === 0) throw new TypeError('Expected at least one argument to postMessage');
    const [message, transfer] = args;
    core.post(message, takePorts(transfer, this));
  }
}

/** Two entangled ports. */
export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    const [left, right] = createPortPair();
    this.port1 = new MessagePortMain(left);
    this.port2 = new MessagePortMain(right);
  }
}

export function wrapPorts(cores: readonly PortCore[]): MessagePortMain[] {
  return cores.length === 0 ? [] : cores.map((core) => new MessagePortMain(core));
}

/**
 * The ports of a transfer list, checked as Electron checks them.
 * @throws {TypeError} for anything that is not a port of this class.
 * @throws {Error} for the sending port itself, a port named twice or one transferred before.
 */
export function takePorts(transfer: unknown, source?: MessagePortMain): PortCore[] {
  if (transfer === undefined || transfer === null) return [];
  if (!Array.isArray(transfer)) throw new TypeError('Invalid value for transfer');
  const ports = transfer.map((port: unknown, index) => {
    const core = typeof port === 'object' && port !== null ? cores.get(port) : undefined;
    if (core === undefined) throw new TypeError(`Port at index ${index} is not a valid port`);
    if (port === source) throw new Error(`Port at index ${index} contains the source port.`);
    return core;
  });
  for (const [index, core] of ports.entries()) {
    if (core.neutered) throw new Error(`Port at index ${index} is already neutered.`);
    if (ports.indexOf(core) < index) throw new Error(`Port at index ${index} is a duplicate.`);
  }
  return ports;
}

function coreOf(port: MessagePortMain): PortCore {
  const core = cores.get(port);
  if (core === undefined) throw new TypeError('Illegal invocation');
  return core;
}
