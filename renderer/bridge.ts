import { type Remote, wrap } from 'comlink';
import type {
  BridgeResult,
  HostBridge,
  HostEvent,
  HostEventMessage,
  PortMessage,
  Problem,
  ViewPortLabel,
} from '../preload/bridge.ts';

export type ViewPortHandler = (port: MessagePort, label: ViewPortLabel) => void;
export type HostEventHandler = (event: HostEvent) => void;

/** The host as the window sees it. The only way from the page to the outside. */
export interface Host {
  /** Calls wait until the port is there; they reject with {@link ProblemError}. */
  readonly bridge: HostBridge;
  readonly events: {
    /** What came before the first subscriber is delivered to it, in order. Returns the way out. */
    subscribe(handler: HostEventHandler): () => void;
  };
  /** One handler; ports that came earlier are handed to it at once. */
  onViewPort(handler: ViewPortHandler): void;
  /** The host's end of the bridge is gone: nothing the window asks will be answered any more. */
  onLost(handler: () => void): void;
}

/** A refusal of the host, in words that can be shown as they are. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message || problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Words for anything that was thrown, so that no failure is shown without a next step. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  return {
    code: 'E_INTERNAL',
    title: 'Something went wrong inside Bulkhead.',
    message: thrown instanceof Error ? thrown.message : String(thrown),
    remedy: 'Try again; if it keeps happening, report it with the log.',
  };
}

/** Every call by name: the proxy behind it answers to any name, this list does not. */
const METHODS: Readonly<Record<keyof HostBridge, true>> = {
  snapshot: true,
  stagePackage: true,
  pickPackages: true,
  installStaged: true,
  discardStaged: true,
  setEnabled: true,
  restart: true,
  stop: true,
  uninstall: true,
  rollBack: true,
  openView: true,
  runCommand: true,
  frameClosed: true,
  saveLayout: true,
  gesture: true,
  connect: true,
  upgradeFrozen: true,
  upgradePainted: true,
  viewViolation: true,
  permissions: true,
  setAnswer: true,
  revokeAll: true,
  answerPrompt: true,
  openQuestion: true,
  audit: true,
  serviceChoices: true,
  chooseProvider: true,
  diagnostics: true,
  ledger: true,
  flight: true,
  waits: true,
  serviceEvents: true,
  saveReport: true,
  setTheme: true,
};

type EnvelopedCall = (...values: unknown[]) => Promise<BridgeResult<unknown>>;
type Enveloped = Readonly<Record<string, EnvelopedCall>>;

/** Listens for the ports that the preload hands over. Call it before anything else runs in the page. */
export function createHost(page: Window = window): Host {
  const events = backlog<HostEvent>();
  const viewPorts = backlog<{ port: MessagePort; label: ViewPortLabel }>();
  const lost = backlog<null>();
  const remote = Promise.withResolvers<Remote<Enveloped>>();

  page.addEventListener('message', (event) => {
    const message = portMessageOf(event, page);
    const port = event.ports[0];
    if (!message || !port) return;
    if (message.bulkhead === 'view-port') {
      if (message.label) viewPorts.push({ port, label: message.label });
      return;
    }
    listenForEvents(port, events.push);
    port.addEventListener('close', () => lost.push(null));
    remote.resolve(wrap<Enveloped>(port));
  });

  return {
    bridge: bridgeOver(remote.promise),
    events: { subscribe: events.subscribe },
    onViewPort: (handler) => void viewPorts.subscribe(({ port, label }) => handler(port, label)),
    onLost: (handler) => void lost.subscribe(handler),
  };
}

/** Frames and other windows can post here too; only the page's own world is believed. */
function portMessageOf(event: MessageEvent, page: Window): PortMessage | undefined {
  if (event.source !== page) return undefined;
  const data: unknown = event.data;
  if (typeof data !== 'object' || data === null || !('bulkhead' in data)) return undefined;
  return data.bulkhead === 'bridge-port' || data.bulkhead === 'view-port' ? (data as PortMessage) : undefined;
}

function listenForEvents(port: MessagePort, deliver: (event: HostEvent) => void): void {
  port.addEventListener('message', (message: MessageEvent<HostEventMessage | undefined>) => {
    const event = message.data?.bulkheadEvent;
    if (event) deliver(event);
  });
  port.start();
}

function bridgeOver(remote: Promise<Remote<Enveloped>>): HostBridge {
  const calls = Object.keys(METHODS).map((name) => [name, callOf(remote, name)] as const);
  return Object.freeze(Object.fromEntries(calls)) as unknown as HostBridge;
}

function callOf(remote: Promise<Remote<Enveloped>>, name: string): (...values: unknown[]) => Promise<unknown> {
  return async (...values) => {
    const target = await remote;
    const call = target[name] as unknown as EnvelopedCall;
    const result = await call(...values);
    if (!result.ok) throw new ProblemError(result.problem);
    return result.value;
  };
}

interface Backlog<Item> {
  push(item: Item): void;
  subscribe(handler: (item: Item) => void): () => void;
}

/** Keeps what arrives before anyone listens, so that nothing depends on who starts first. */
function backlog<Item>(): Backlog<Item> {
  const handlers = new Set<(item: Item) => void>();
  const waiting: Item[] = [];
  return {
    push(item) {
      if (handlers.size === 0) waiting.push(item);
      for (const handler of [...handlers]) handler(item);
    },
    subscribe(handler) {
      handlers.add(handler);
      for (const item of waiting.splice(0)) handler(item);
      return () => void handlers.delete(handler);
    },
  };
}
