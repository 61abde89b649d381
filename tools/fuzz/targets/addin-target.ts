import { domainMethods } from '../../../addins/protocol/methods/domain-methods.ts';
import type { MessagePortLike } from '../../../addins/protocol/port-transport.ts';
import { Session } from '../../../addins/protocol/session.ts';
import { openInProcessDomain } from '../../../addins/runtime/testing/in-process-domain.ts';
import { type ScriptedAddin, scriptOf } from '../../../addins/runtime/testing/scripted-addin.ts';
import type { FuzzTarget } from '../fuzz-target.ts';
import { createRecordedPair, fuzzClock, InjectionPort } from '../injection-port.ts';

const EPOCH = 1;

const addin: ScriptedAddin = {
  saveState: () => ({ count: 1 }),
  restoreState: () => undefined,
  commands: { export: (host) => host.call('storage.get', ['note']) },
  services: { 'acme.calc': { add: ({ args }) => args.length } },
};
const addins = new Map([['addin', addin]]);

/** The add-in's end of a control port: the real runtime, without its walls. */
export async function createAddinTarget(): Promise<FuzzTarget> {
  const probe = async () => {
    const { host } = connect();
    await host.call('domain.hello', []);
    host.close();
  };
  return {
    ...{ name: 'addin', epoch: EPOCH, weight: 3, probe },
    honest: await recordHost(),
    open() {
      const port = new InjectionPort();
      openInProcessDomain({ epoch: EPOCH, clock: fuzzClock, controlPort: electronLike(port), addins });
      return {
        receive: (frame) => port.receive(frame),
        get isClosed() {
          return port.isClosed;
        },
        close: () => port.hangUp(),
      };
    },
  };
}

function connect() {
  const { left, right, sent } = createRecordedPair();
  openInProcessDomain({ epoch: EPOCH, clock: fuzzClock, controlPort: electronLike(right), addins });
  const basics = { clock: fuzzClock, epoch: EPOCH, local: {}, handlers: {} };
  return { sent, host: new Session({ ...basics, transport: left, remote: domainMethods }) };
}

/** What a host says to an add-in in the course of its life. */
async function recordHost(): Promise<unknown[][]> {
  const { host, sent } = connect();
  const caller = { addinId: 'acme.notes', displayName: 'Notes' };
  const request = {
    call: 1,
    caller,
    contract: 'acme.calc',
    member: 'add',
    args: [1, 2],
    trace: 't',
    depth: 1,
    line: 'acme.calc@1',
    adapters: [],
  };
  await host.call('domain.hello', []);
  await host.call('domain.load', [
    { name: 'a', version: '1.0.0', stateVersion: 1, source: scriptOf('addin'), contracts: [], uses: [], offers: [] },
  ]);
  await Promise.allSettled([
    host.call('domain.rehearse', []),
    host.call('domain.activate', [{ reason: 'start', previousVersion: null }]),
    host.call('domain.saveState', []),
    host.call('domain.restoreState', [{ version: 1, value: { count: 2 } }]),
    host.call('domain.ping', []),
    host.call('service.call', [request]),
    host.call('service.event', [
      { contract: 'acme.calc', topic: 'changed', value: 1, line: 'acme.calc@1', adapters: [] },
    ]),
    host.call('domain.drain', []),
    host.call('domain.deactivate', [{ reason: 'quit' }]),
  ]);
  host.close();
  return sent;
}

/** A transport in the form of one of Electron's ports. */
function electronLike(transport: InjectionPort | ReturnType<typeof createRecordedPair>['right']): MessagePortLike {
  let onMessage: (event: { data: unknown }) => void = () => undefined;
  let onClose = (): void => undefined;
  return {
    postMessage: (message) => transport.send(message),
    on: (event: string, listener: unknown) => {
      if (event === 'message') onMessage = listener as typeof onMessage;
      else onClose = listener as typeof onClose;
    },
    start: () =>
      transport.start(
        (data) => onMessage({ data }),
        () => onClose(),
      ),
    close: () => transport.close(),
  };
}
