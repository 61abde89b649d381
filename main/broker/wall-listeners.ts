import { createSocket, type Socket } from 'node:dgram';
import { createServer, type Server } from 'node:net';

/** Only this machine can reach what is listened to. */
const LOOPBACK = '127.0.0.1';

/** Ways out of a page that a content security policy has no words for; the last one is a connection made ahead of time. */
export const WAYS_OUT = ['stun', 'turn', 'ahead'] as const;
export type WayOut = (typeof WAYS_OUT)[number];

/** Somebody to talk to for a page that is put to the test, and who counts as having been reached. */
export interface WallListeners {
  readonly ports: Readonly<Record<WayOut, number>>;
  readonly reached: ReadonlySet<WayOut>;
  close(): void;
}

/** `onReached` is told of every word that arrives, whatever it says. Rejects where nothing can be listened to. */
export async function openWallListeners(onReached: () => void): Promise<WallListeners> {
  const reached = new Set<WayOut>();
  const hear = (way: WayOut) => () => {
    reached.add(way);
    onReached();
  };
  const [stun, turn, ahead] = await Promise.all([openUdp(hear('stun')), openTcp(hear('turn')), openTcp(hear('ahead'))]);
  return {
    ports: { stun: stun.address().port, turn: portOf(turn), ahead: portOf(ahead) },
    reached,
    close() {
      for (const each of [stun, turn, ahead]) each.close();
    },
  };
}

async function openUdp(onMessage: () => void): Promise<Socket> {
  const socket = createSocket('udp4').on('message', onMessage).unref();
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, LOOPBACK, resolve);
  });
  return socket;
}

async function openTcp(onConnection: () => void): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).destroy();
    onConnection();
  }).unref();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
