import { expect, test } from 'vitest';
import { Connection } from './connection.ts';
import { createPortPair } from './local-link.ts';
import type { PortCore } from './port-core.ts';

interface Side {
  readonly connection: Connection;
  readonly received: unknown[];
  readonly ports: PortCore[];
}

/** Two ends of one stream; `deliver` lets everything arrive that has been written. */
function connect(): { left: Side; right: Side; deliver: () => Promise<void> } {
  const queue: (() => void)[] = [];
  const [left, right] = [side(0), side(1)];
  const join = (from: Side, to: Side): void =>
    from.connection.open({
      send: (text, attachments) => queue.push(() => to.connection.receive(text, attachments)),
      close: () => queue.push(() => to.connection.lost()),
    });
  join(left, right);
  join(right, left);
  const deliver = async (): Promise<void> => {
    await Promise.resolve();
    for (let run = queue.shift(); run !== undefined; run = queue.shift()) {
      run();
      await Promise.resolve();
    }
  };
  return { left, right, deliver };
}

function side(parity: 0 | 1): Side {
  const made: Side = { connection: new Connection({ parity }), received: [], ports: [] };
  made.connection.root.receiver = {
    message: (data, ports) => {
      made.received.push(data);
      made.ports.push(...ports);
    },
    peerClosed: () => made.received.push('closed'),
    relink: () => undefined,
  };
  return made;
}

function listen(port: PortCore): unknown[] {
  const heard: unknown[] = [];
  port.onmessage = (data) => heard.push(data);
  port.onclose = () => heard.push('closed');
  port.start();
  return heard;
}

test('messages of one turn leave in one write', async () => {
  const { left, right, deliver } = connect();
  let writes = 0;
  left.connection.open({
    send: (text) => {
      writes++;
      right.connection.receive(text, []);
    },
    close: () => undefined,
  });
  for (const data of [1, 2, 3]) left.connection.root.send(data);
  await deliver();
  expect([writes, right.received]).toEqual([1, [1, 2, 3]]);
});

test('a moved port takes along what had arrived for it', async () => {
  const { left, right, deliver } = connect();
  const [stays, moves] = createPortPair();
  stays.post('before');
  left.connection.root.send('take', [moves]);
  stays.post('after');
  await deliver();
  const [port] = right.ports;
  expect(port).toBeDefined();
  expect(port && listen(port)).toEqual(['before', 'after']);
});

test('a port that comes back still reaches its peer', async () => {
  const { left, right, deliver } = connect();
  const [stays, moves] = createPortPair();
  left.connection.root.send('there', [moves]);
  await deliver();
  right.connection.root.send('back', right.ports);
  stays.post('found');
  await deliver();
  const [port] = left.ports;
  const heard = port === undefined ? [] : listen(port);
  stays.close();
  await deliver();
  expect(heard).toEqual(['found', 'closed']);
});

test('the loss of the stream closes every port on it', async () => {
  const { left, right, deliver } = connect();
  const [stays, moves] = createPortPair();
  const heard = listen(stays);
  left.connection.root.send('take', [moves]);
  await deliver();
  left.connection.lost();
  expect([heard, left.received, right.ports.length]).toEqual([['closed'], ['closed'], 1]);
});

test('a value that cannot be cloned leaves the ports where they are', () => {
  const { left } = connect();
  const [stays, moves] = createPortPair();
  expect(() => left.connection.root.send(() => 1, [moves])).toThrow('could not be cloned');
  const heard = listen(moves);
  stays.post('still here');
  expect(heard).toEqual(['still here']);
});
