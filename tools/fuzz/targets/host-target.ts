import { hostMethods } from '../../../addins/protocol/methods/host-methods.ts';
import { Session } from '../../../addins/protocol/session.ts';
import { createHost, ID } from '../../../main/remoting/testing/dispatcher-fixture.ts';
import type { FuzzTarget } from '../fuzz-target.ts';
import { createRecordedPair, fuzzClock, InjectionPort } from '../injection-port.ts';

const EPOCH = 1;

/** The host's end of a control port: the real dispatcher over the real policy and the real brokers. */
export async function createHostTarget(): Promise<FuzzTarget> {
  const host = createHost();
  for (const permission of ['storage.kv', 'ui.notify', 'addin.call', 'fs.pick.open', 'fs.pick.save'] as const) {
    host.policy.setAnswer(ID, permission, 'allow');
  }
  const answers = () => ({
    clock: fuzzClock,
    epoch: EPOCH,
    local: hostMethods,
    handlers: host.dispatcher.handlersFor({ addinId: ID, generation: EPOCH }),
    remote: {},
  });
  const connect = () => {
    const { left, right, sent } = createRecordedPair();
    const server = new Session({ ...answers(), transport: right });
    const client = new Session({
      ...{ clock: fuzzClock, epoch: EPOCH, local: {}, handlers: {} },
      ...{ transport: left, remote: hostMethods },
    });
    return { client, server, sent };
  };
  const probe = async () => {
    const { client, server } = connect();
    await client.call('storage.set', ['probe', 1]);
    server.close();
  };
  return {
    ...{ name: 'host', epoch: EPOCH, weight: 4, probe },
    honest: await recordAddin(connect()),
    open(onViolation) {
      const port = new InjectionPort();
      const session = new Session({ ...answers(), transport: port, onViolation });
      return {
        receive: (frame) => port.receive(frame),
        get isClosed() {
          return session.closed !== undefined;
        },
        close: () => {
          session.close();
          // As when its process ends: what it had open is closed.
          void host.dispatcher.dispose({ addinId: ID, generation: EPOCH });
        },
      };
    },
  };
}

type Connection = {
  client: Session<Record<never, never>, typeof hostMethods>;
  server: Session<typeof hostMethods, Record<never, never>>;
  sent: unknown[][];
};

/** What an add-in says to its host in an ordinary hour. */
async function recordAddin({ client, server, sent }: Connection): Promise<unknown[][]> {
  const settings = { name: 'a', size: 1, isOpen: true, color: 'red' };
  await Promise.allSettled([
    client.call('storage.set', ['note', settings]),
    client.call('storage.set', ['list', [settings, settings, settings]]),
    client.call('storage.get', ['note']),
    client.call('storage.delete', ['note']),
    client.call('storage.keys', ['']),
    client.call('fs.pickOpen', [{ types: ['.txt'], multiple: true }]),
    client.call('fs.read', [1, 0, 100]),
    client.call('fs.append', [1, new Uint8Array(8)]),
    client.call('fs.close', [1]),
    client.call('ui.notify', [{ title: 'Saved', body: 'All of it' }]),
    client.call('frames.open', [{ view: 'main', title: 'Main', params: { a: 1 } }]),
    client.call('frames.update', ['f1', { title: 'Other', unsaved: true }]),
    client.call('services.call', ['acme.calc', 'add', [1, 2], {}] as never),
    client.call('services.subscribe', ['acme.calc']),
    client.call('net.fetch', ['https://a.example.com/x', {}] as never),
    client.batch([['storage.get', ['note']]]),
  ]);
  client.notify('log.write', ['info', 'hello']);
  client.flush();
  server.close();
  return sent;
}
