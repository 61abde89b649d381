import { expose } from 'comlink';
import { expect, test } from 'vitest';
import type { BridgeResult, HostEvent } from '../preload/bridge.ts';
import { createHost, ProblemError, problemOf } from './bridge.ts';

const PROBLEM = { code: 'E_NOT_FOUND', title: 'Nothing there.', message: 'no such add-in', remedy: 'Look again.' };
const EVENT: HostEvent = { type: 'permissions-changed' };

/** The page as far as the bridge looks at it. */
function page(): Window {
  return new EventTarget() as Window;
}

function handOver(target: Window, data: unknown, port: unknown): void {
  postFrom(target, target, { data, port });
}

function postFrom(source: Window, target: Window, { data, port }: { data: unknown; port: unknown }): void {
  target.dispatchEvent(Object.assign(new Event('message'), { data, source, ports: [port] }));
}

function connected(api: Record<string, (...values: never[]) => Promise<BridgeResult<unknown>>>) {
  const target = page();
  const host = createHost(target);
  const { port1, port2 } = new MessageChannel();
  expose(api, port1 as unknown as MessagePort);
  handOver(target, { bulkhead: 'bridge-port', label: null }, port2);
  return { host, port: port1, target, close: () => port1.close() };
}

test('answers arrive as values, refusals as errors with their words', async () => {
  const { host, close } = connected({
    restart: async () => ({ ok: false, problem: PROBLEM }),
    diagnostics: async () => ({ ok: true, value: [] }),
  });
  await expect(host.bridge.diagnostics()).resolves.toEqual([]);
  const refusal = await host.bridge.restart('x').catch((thrown: unknown) => thrown);
  expect(refusal).toBeInstanceOf(ProblemError);
  expect(problemOf(refusal)).toEqual(PROBLEM);
  close();
});

test('a call made before the port is there waits for it', async () => {
  const target = page();
  const host = createHost(target);
  const answer = host.bridge.stop('notes');
  const { port1, port2 } = new MessageChannel();
  const asked: unknown[] = [];
  expose(
    { stop: async (addinId: string) => ({ ok: true, value: void asked.push(addinId) }) },
    port1 as unknown as MessagePort,
  );
  handOver(target, { bulkhead: 'bridge-port', label: null }, port2);
  await answer;
  expect(asked).toEqual(['notes']);
  port1.close();
});

test('events that came before anyone listened are delivered in order', async () => {
  const { host, port, close } = connected({ gesture: async () => ({ ok: true, value: undefined }) });
  port.postMessage({ bulkheadEvent: EVENT });
  port.postMessage({ bulkheadEvent: { type: 'theme', dark: true } });
  await host.bridge.gesture('notes');
  const heard: string[] = [];
  host.events.subscribe((event) => heard.push(event.type));
  expect(heard).toEqual(['permissions-changed', 'theme']);
  close();
});

test('view ports go to the handler, also those from before it', () => {
  const target = page();
  const host = createHost(target);
  const { port1, port2 } = new MessageChannel();
  const label = { addinId: 'notes', generation: 1, role: 'current' } as const;
  handOver(target, { bulkhead: 'view-port', label }, port1);
  const heard: unknown[] = [];
  host.onViewPort((port, given) => heard.push([port, given]));
  handOver(target, { bulkhead: 'view-port', label }, port2);
  expect(heard).toEqual([
    [port1, label],
    [port2, label],
  ]);
});

test('ports from anywhere but the page itself are not believed', () => {
  const target = page();
  const host = createHost(target);
  const { port1 } = new MessageChannel();
  const label = { addinId: 'notes', generation: 1, role: 'current' } as const;
  const heard: unknown[] = [];
  host.onViewPort((_port, given) => heard.push(given));
  postFrom(page(), target, { data: { bulkhead: 'view-port', label }, port: port1 });
  handOver(target, { something: 'else' }, port1);
  expect(heard).toEqual([]);
});

test('whatever was thrown can be shown', () => {
  expect(problemOf(new Error('broken'))).toMatchObject({ code: 'E_INTERNAL', message: 'broken' });
  expect(problemOf('text')).toMatchObject({ code: 'E_INTERNAL', message: 'text' });
});
