import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { lookup, resolve4 } from 'node:dns/promises';
import fs from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

/** What a guest could try that has broken out of the compartment and holds Node's modules. All of it must fail. */
export interface AttackTargets {
  /** Holds a file "canary.txt", a database "canary.db" and a native library "library.node". */
  folder: string;
  /** A TCP server and a Unix socket that listen. */
  port: number;
  socketPath: string;
  parent: number;
}

type Attack = (targets: AttackTargets) => unknown;

const canary = ({ folder }: AttackTargets): string => path.join(folder, 'canary.txt');
const settle = (socket: Socket): Promise<string> =>
  new Promise((answer, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => answer('connected'));
  });

/** Kept from before the walls: `process` no longer has them. */
const host = process as unknown as NodeJS.Process & { _kill(id: number, signal: number): number };
const systemKill = host._kill.bind(host);
const kill = (id: number, signal: number): string => {
  const answer = systemKill(id, signal);
  if (answer !== 0) throw Object.assign(new Error('refused'), { code: answer === -1 ? 'EPERM' : `error ${answer}` });
  return 'delivered';
};
const { dlopen } = host;
const home = os.homedir();

export const FILE_ATTACKS: Readonly<Record<string, Attack>> = {
  read: (targets) => fs.readFileSync(canary(targets), 'utf8'),
  'read by another thread': (targets) => fs.promises.readFile(canary(targets), 'utf8'),
  'read through a stream': (targets) =>
    new Promise((answer, reject) => fs.createReadStream(canary(targets)).on('error', reject).on('data', answer)),
  'read of the parent': ({ parent }) => fs.readFileSync(`/proc/${parent}/environ`),
  'read of itself': () => fs.readFileSync('/proc/self/maps', 'utf8'),
  'look at': (targets) => fs.statSync(canary(targets)),
  'look at a link': (targets) => fs.lstatSync(canary(targets)),
  'follow a link': (targets) => fs.realpathSync(canary(targets)),
  access: (targets) => fs.accessSync(canary(targets)),
  'list home': () => fs.readdirSync(home),
  'list by another thread': ({ folder }) => fs.promises.readdir(folder),
  overwrite: (targets) => fs.writeFileSync(canary(targets), 'changed'),
  append: (targets) => fs.appendFileSync(canary(targets), 'changed'),
  truncate: (targets) => fs.truncateSync(canary(targets), 0),
  create: ({ folder }) => fs.writeFileSync(path.join(folder, 'new.txt'), 'x'),
  'create by another thread': ({ folder }) => fs.promises.writeFile(path.join(folder, 'new.txt'), 'x'),
  remove: (targets) => fs.unlinkSync(canary(targets)),
  rename: (targets) => fs.renameSync(canary(targets), `${canary(targets)}.moved`),
  link: (targets) => fs.linkSync(canary(targets), `${canary(targets)}.link`),
  symlink: (targets) => fs.symlinkSync(canary(targets), `${canary(targets)}.link`),
  'make a folder': ({ folder }) => fs.mkdirSync(path.join(folder, 'new')),
  chmod: (targets) => fs.chmodSync(canary(targets), 0o777),
  touch: (targets) => fs.utimesSync(canary(targets), 0, 0),
  watch: ({ folder }) => fs.watch(folder).close(),
  database: ({ folder }) => new DatabaseSync(path.join(folder, 'canary.db')),
  'new database': ({ folder }) => new DatabaseSync(path.join(folder, 'new.db')),
  'attached database': ({ folder }) =>
    new DatabaseSync(':memory:').exec(`ATTACH '${path.join(folder, 'canary.db')}' AS other; SELECT * FROM other.notes`),
  'database written by VACUUM': ({ folder }) =>
    new DatabaseSync(':memory:').exec(`VACUUM INTO '${path.join(folder, 'new.db')}'`),
  'native library': ({ folder }) => dlopen.call(host, { exports: {} }, path.join(folder, 'library.node')),
};

export const NETWORK_ATTACKS: Readonly<Record<string, Attack>> = {
  TCP: ({ port }) => settle(connect(port, '127.0.0.1')),
  'Unix socket': ({ socketPath }) => settle(connect(socketPath)),
  'abstract Unix socket': () => settle(connect('\0bulkhead-canary')),
  listen: () =>
    new Promise((answer, reject) =>
      createServer()
        .on('error', reject)
        .listen(0, () => answer('listens')),
    ),
  UDP: ({ port }) =>
    new Promise((answer, reject) => {
      const socket = createSocket('udp4').on('error', reject);
      socket.send('x', port, '127.0.0.1', (error) => (error ? reject(error) : answer('sent')));
    }),
  'name look-up': () => lookup('example.com'),
  DNS: () => resolve4('example.com'),
  interfaces: () => os.networkInterfaces(),
};

export const PROCESS_ATTACKS: Readonly<Record<string, Attack>> = {
  program: () => {
    const { error, stdout } = spawnSync('/bin/echo', ['started']);
    if (error) throw error;
    return stdout.toString();
  },
  'signal 0 to the parent': ({ parent }) => kill(parent, 0),
  'SIGUSR1 to the parent': ({ parent }) => kill(parent, 10),
  'SIGTERM to the parent': ({ parent }) => kill(parent, 15),
  'signal to everybody': () => kill(-1, 0),
  'priority of the parent': ({ parent }) => os.setPriority(parent, 5),
  'own priority': () => os.setPriority(0, -5),
};

/** A thread of its own is a new realm with all of Node, but behind the same wall of the operating system. */
export function readInWorker(targets: AttackTargets): Promise<unknown> {
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    const attempt = (run) => { try { return run(); } catch (error) { return error.code ?? String(error); } };
    parentPort.postMessage([
      attempt(() => require('node:fs').readFileSync(workerData, 'utf8')),
      attempt(() => require('node:child_process').spawnSync('/bin/echo').error?.code ?? 'started'),
    ]);`;
  return new Promise((answer, reject) => {
    const worker = new Worker(source, { eval: true, workerData: canary(targets) });
    worker.once('message', answer).once('error', reject);
  });
}
