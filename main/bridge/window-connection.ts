import { type Endpoint, expose } from 'comlink';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { MessagePortLike } from '../../addins/protocol/port-transport.ts';
import type { BridgeResult, HostBridge, HostEvent, HostEventMessage } from '../../preload/bridge.ts';
import { type BridgeMethodName, bridgeSchemas } from './bridge-schemas.ts';
import { toProblem } from './problem.ts';

/** One page of the window that listens: it hears events until its port closes. */
export interface WindowConnection {
  send(event: HostEvent): void;
  readonly open: boolean;
  close(): void;
}

/**
 * Serves `bridge` on a port with comlink, behind a guard: only calls of listed methods with arguments of the
 * listed form get through. Comlink itself would walk any path and set any property the peer names.
 */
export function connectWindow(port: MessagePortLike, bridge: HostBridge, onClosed: () => void): WindowConnection {
  let open = true;
  port.on('close', () => {
    open = false;
    onClosed();
  });
  expose(guarded(bridge), guardedEndpoint(port));
  port.start();
  return {
    get open() {
      return open;
    },
    send(event) {
      const message: HostEventMessage = { bulkheadEvent: event };
      if (open) port.postMessage(message);
    },
    close: () => port.close(),
  };
}

type AnyMethod = (...args: unknown[]) => Promise<unknown>;

/** Every method validates its arguments and answers with an envelope: a clone would lose an error's code. */
function guarded(bridge: HostBridge): Record<BridgeMethodName, AnyMethod> {
  const methods: Record<string, AnyMethod> = Object.create(null);
  for (const name of Object.keys(bridgeSchemas) as BridgeMethodName[]) {
    const work = (bridge[name] as AnyMethod).bind(bridge);
    methods[name] = (...args) => answer(name, args, work);
  }
  return methods as Record<BridgeMethodName, AnyMethod>;
}

async function answer(name: BridgeMethodName, args: unknown[], work: AnyMethod): Promise<BridgeResult<unknown>> {
  try {
    const parsed = bridgeSchemas[name].safeParse(args);
    if (!parsed.success) throw new BulkheadError('E_CONTRACT', { message: `${name}: wrong arguments` });
    return { ok: true, value: await work(...parsed.data) };
  } catch (thrown) {
    return { ok: false, problem: toProblem(thrown) };
  }
}

/** Comlink's endpoint over one of Electron's ports, which hand over event objects and start explicitly. */
function guardedEndpoint(port: MessagePortLike): Endpoint {
  return {
    postMessage: (message: unknown) => port.postMessage(message),
    addEventListener: (_type, listener) => {
      const take = typeof listener === 'function' ? listener : listener.handleEvent.bind(listener);
      port.on('message', (event) => {
        if (isPlainCall(event.data)) take(event as MessageEvent);
      });
    },
    removeEventListener: () => undefined,
  };
}

/** Comlink's `APPLY` of one listed name with plain arguments; everything else comlink knows is refused. */
export function isPlainCall(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const { id, type, path, argumentList } = message as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    type === 'APPLY' &&
    Array.isArray(path) &&
    path.length === 1 &&
    Object.hasOwn(bridgeSchemas, String(path[0])) &&
    typeof path[0] === 'string' &&
    Array.isArray(argumentList) &&
    argumentList.every((entry) => entry !== null && typeof entry === 'object' && entry.type === 'RAW')
  );
}
