import { inspectHandlers } from '../../../addins/protocol/inspect/inspect-methods.ts';
import { viewMethods, windowMethods } from '../../../addins/protocol/methods/view-methods.ts';
import { Session } from '../../../addins/protocol/session.ts';
import { createMemoryPair, type Transport } from '../../../addins/protocol/transport.ts';
import type { Addin } from '../../../addins/sdk/define-addin.ts';
import { GuestApp } from '../../../addins/sdk/guest-app.ts';
import type { GuestBridge } from '../../../addins/sdk/guest-runtime.ts';
import { AddinLink, type AddinLinkOptions, type PortLabel } from '../addin-link.ts';
import type { HostNode } from '../host-node.ts';
import type { Painter } from '../painter.ts';

export const testClock = {
  now: () => performance.now(),
  after(milliseconds: number, task: () => void) {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
  soon: (task: () => void) => queueMicrotask(task),
};

/** A painter that paints only when told to. */
export class StepPainter implements Painter {
  #before: (() => void)[] = [];
  #after: (() => void)[] = [];

  beforePaint(task: () => void): void {
    this.#before.push(task);
  }

  afterPaint(task: () => void): void {
    this.#after.push(task);
  }

  paint(): void {
    for (const task of this.#before.splice(0)) task();
    for (const task of this.#after.splice(0)) task();
  }
}

/** Paints at the end of every turn. */
export const promptPainter: Painter = {
  beforePaint: (task) => void setTimeout(task, 0),
  afterPaint: (task) => void setTimeout(task, 0),
};

export interface TestDomain {
  app: GuestApp;
  logs: string[];
  calls: { method: string; args: unknown[] }[];
  session: Session<typeof viewMethods, typeof windowMethods>;
  /** The window's end of the port. */
  transport: Transport;
}

export interface TestDomainOptions {
  generation?: number;
  /** Answers host methods. */
  answer?: (method: string, args: unknown[]) => unknown;
}

/** An add-in as its process would run it, at the other end of a port in memory. */
export function startDomain(addin: Addin, { generation = 1, answer = () => null }: TestDomainOptions = {}): TestDomain {
  const [left, right] = createMemoryPair(queueMicrotask, structuredClone);
  const logs: string[] = [];
  const calls: { method: string; args: unknown[] }[] = [];
  const bridge: GuestBridge = {
    async call(method, args) {
      calls.push({ method, args });
      return answer(method, args);
    },
    open: (method, args) => ({ answer: bridge.call(method, args), cancel: () => undefined }),
    read: () => ({ next: async () => ({ done: true, value: undefined }), cancel: () => undefined }),
    notify: () => undefined,
    sendUi: (message) => session.sendUi(message),
    notifyWindow: (_method, args) => session.notify('inspect.changed', args as never),
    current: () => undefined,
    log: (level, text) => logs.push(`${level}: ${text}`),
  };
  const app = new GuestApp(bridge);
  app.load({ default: addin });
  const session = new Session<typeof viewMethods, typeof windowMethods>({
    transport: left,
    clock: testClock,
    epoch: generation,
    local: viewMethods,
    remote: windowMethods,
    handlers: {
      'view.mount': ([{ frameId, view, params, features }]) => {
        if (features) app.learnFeatures(features);
        app.mount(frameId, view, params);
        return null;
      },
      'view.unmount': ([frameId]) => {
        app.unmount(frameId);
        return null;
      },
      'view.settle': () => null,
      'addin.call': ([name, args]) => app.call(name, args) as never,
      ...inspectHandlers((name, parameters) => app.inspect(name, parameters)),
    },
    onUi: (message) => app.acceptUi(message),
  });
  return { app, logs, calls, session, transport: right };
}

export function createTestLink(options: Partial<AddinLinkOptions> = {}): AddinLink {
  return new AddinLink({ addinId: 'test', clock: testClock, painter: promptPainter, ...options });
}

export function label(generation: number, role: PortLabel['role'] = 'current'): PortLabel {
  return { generation, role };
}

/** A tree in words: easy to compare and to read in a failure. */
export function describeTree(node: HostNode | null | undefined, indent = ''): string {
  if (!node) return '(nothing)';
  if (!node.entry) return `${indent}"${node.text}"`;
  const props = Object.entries(node.props)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
    .join('');
  const head = `${indent}${node.entry.name}${node.explicitKey ? `#${node.explicitKey}` : ''}${props}${node.hidden ? ' (hidden)' : ''}`;
  return [head, ...node.children.map((child) => describeTree(child, `${indent}  `))].join('\n');
}

export function findNode(node: HostNode | null | undefined, name: string): HostNode {
  for (const each of node?.walk() ?? []) if (each.entry?.name === name) return each;
  throw new Error(`There is no ${name}.`);
}
