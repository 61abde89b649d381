import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { HandedSocket } from '../main/direct-broker.ts';
import type { ChildStart } from '../main/utility-process.ts';
import { Connection } from '../wire/connection.ts';
import { frameKind, rootChannel } from '../wire/frame.ts';
import { createIpcTransport, type IpcEnd, type IpcPacket, receiveIpcPacket } from '../wire/ipc-transport.ts';
import { createNodeScheduler } from '../wire/node-scheduler.ts';
import { scheduling } from '../wire/scheduler.ts';
import { DirectSockets } from './direct-sockets.ts';
import { ParentPort } from './parent-port.ts';
import { registerUtilityModules } from './utility-modules.ts';

interface Started {
  readonly start: ChildStart;
}

interface Handed {
  readonly handed: HandedSocket;
}

/** Taken now: the application may remove the global name, which Electron's own ports would not notice. */
const { process } = globalThis;

scheduling.current = createNodeScheduler();

const ipcEnd = takeIpcEnd();
const sockets = new DirectSockets();
const connection = new Connection({
  parity: 1,
  direct: sockets.direct,
  ticketNews: (_kind, ticket) => sockets.refuse(ticket),
});
const parentPort = new ParentPort(connection);

// The application may wall this process in: whatever the first socket would load has to be there before.
createHash('sha1').update('').digest('base64');

process.once('message', ({ start }: Started) => {
  process.on('message', (packet: IpcPacket | Handed, socket?: Socket) => {
    if (typeof packet === 'object' && 'handed' in packet) {
      connection.sendControl(rootChannel, frameKind.taken, packet.handed.ticket);
      sockets.take(packet.handed, socket);
    } else {
      receiveIpcPacket(connection, packet);
    }
  });
  run(start).catch((error: unknown) => {
    // An entry that cannot be loaded ends the process like any uncaught exception.
    setImmediate(() => {
      throw error;
    });
  });
});

// Main has gone: nobody is left to work for.
process.once('disconnect', () => process.exit(0));
process.on('exit', () => connection.flush());

/** Electron's utility processes have no process.send: the application must not find it. */
function takeIpcEnd(): IpcEnd {
  const send = process.send?.bind(process);
  if (send === undefined) throw new Error('A utility process is started by utilityProcess.fork.');
  delete process.send;
  return {
    get connected() {
      return process.connected;
    },
    send: send as IpcEnd['send'],
  };
}

async function run({ modulePath, args, execArgv, electronModule }: ChildStart): Promise<void> {
  connection.open(createIpcTransport(ipcEnd));
  Object.assign(process, { type: 'utility', parentPort });
  process.argv = [process.argv0, modulePath, ...args];
  process.execArgv = [...execArgv];
  Object.assign(process.versions, { electron: '45.4.1', standin: '1' });
  registerUtilityModules(electronModule);
  await import(pathToFileURL(modulePath).href);
}
