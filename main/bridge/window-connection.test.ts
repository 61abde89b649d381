import { wrap } from 'comlink';
import { expect, test } from 'vitest';
import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { MessagePortLike } from '../../addins/protocol/port-transport.ts';
import type { HostBridge } from '../../preload/bridge.ts';
import { connectWindow, isPlainCall } from './window-connection.ts';

/** A Node port in the shape of Electron's: listeners get an event object. */
function electronPort(port: import('node:worker_threads').MessagePort): MessagePortLike {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (event: string, listener: (value?: never) => void) =>
      event === 'message' ? port.on('message', (data) => listener({ data } as never)) : port.on(event, listener),
    start: () => port.start(),
    close: () => port.close(),
  } as MessagePortLike;
}

async function connected(bridge: Partial<HostBridge>) {
  const { MessageChannel } = await import('node:worker_threads');
  const { port1, port2 } = new MessageChannel();
  const full = new Proxy(bridge, { get: (target, name) => Reflect.get(target, name) ?? (() => Promise.resolve()) });
  const connection = connectWindow(electronPort(port1), full as HostBridge, () => undefined);
  return { connection, remote: wrap<HostBridge>(port2 as never), port: port2, end: () => port2.close() };
}

test('answers a listed call and wraps a failure with its code and remedy', async () => {
  const { remote, end } = await connected({
    restart: () => Promise.reject(new BulkheadError('E_NOT_FOUND')),
    audit: () => Promise.resolve([]),
  });
  expect(await remote.audit(null)).toEqual({ ok: true, value: [] });
  expect(await remote.restart('notes')).toMatchObject({ ok: false, problem: { code: 'E_NOT_FOUND' } });
  end();
});

test('refuses arguments of the wrong form without calling anything', async () => {
  let called = false;
  const { remote, end } = await connected({
    restart: () => {
      called = true;
      return Promise.resolve();
    },
  });
  expect(await remote.restart(7 as never)).toMatchObject({ ok: false, problem: { code: 'E_CONTRACT' } });
  expect(called).toBe(false);
  end();
});

test.each([
  ['a read', { id: '1', type: 'GET', path: ['restart'] }],
  ['a write to the prototype', { id: '1', type: 'SET', path: ['__proto__', 'x'], value: { type: 'RAW', value: 1 } }],
  ['a constructor', { id: '1', type: 'CONSTRUCT', path: ['restart', 'constructor'], argumentList: [] }],
  ['a deeper path', { id: '1', type: 'APPLY', path: ['restart', 'toString'], argumentList: [] }],
  ['a method that is not listed', { id: '1', type: 'APPLY', path: ['toString'], argumentList: [] }],
  [
    'a handler argument',
    { id: '1', type: 'APPLY', path: ['restart'], argumentList: [{ type: 'HANDLER', name: 'proxy' }] },
  ],
  ['a path that is no text', { id: '1', type: 'APPLY', path: [['restart']], argumentList: [] }],
  ['nothing', null],
])('the guard refuses %s', (_name, message) => {
  expect(isPlainCall(message)).toBe(false);
});
