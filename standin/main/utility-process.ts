import { type ChildProcess, fork as forkNode, type StdioOptions } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { childScript } from '../child/child-source.ts';
import { Connection } from '../wire/connection.ts';
import { createIpcTransport, type IpcPacket, receiveIpcPacket } from '../wire/ipc-transport.ts';
import { scheduling } from '../wire/scheduler.ts';
import { app } from './app.ts';
import { measured } from './app-metrics.ts';
import { directBroker } from './direct-broker.ts';
import { type ChildEnd, describeEnd } from './exit-codes.ts';
import { type MessagePortMain, takePorts } from './message-port-main.ts';
import { nodeFlags } from './node-flags.ts';
import { closeClass } from './unsupported.ts';

export interface ForkOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly execArgv?: readonly string[];
  readonly cwd?: string;
  readonly stdio?: 'pipe' | 'ignore' | 'inherit' | readonly ('pipe' | 'ignore' | 'inherit')[];
  readonly serviceName?: string;
}

/** What a utility process is told before anything else; its arguments are visible to nobody. */
export interface ChildStart {
  readonly modulePath: string;
  readonly args: readonly string[];
  readonly execArgv: readonly string[];
  /** What `electron` means there. */
  readonly electronModule: string;
}

const electronModule = new URL('../child/electron-module.ts', import.meta.url).href;
const defaultServiceName = 'Node Utility Process';
/** Chromium's own delay between asking a child to end and making it. */
const killDeadlineMs = 2000;
/** The channel's end is seen apart from the process's end; messages sent before come first, but not at any price. */
const lastMessagesDeadlineMs = 300;

const living = new Set<UtilityProcess>();

/** Events: 'spawn', 'exit' (code), 'message' (value), 'error'. */
class UtilityProcess extends EventEmitter {
  stdout: Readable | null;
  stderr: Readable | null;
  readonly #child: ChildProcess;
  readonly #connection: Connection;
  readonly #serviceName: string;
  #pid: number | undefined;
  #killed = false;
  #gone = false;

  constructor(modulePath: string, args: readonly string[], options: ForkOptions) {
    super();
    this.#serviceName = options.serviceName ?? defaultServiceName;
    this.#child = forkChild(options);
    this.stdout = this.#child.stdout;
    this.stderr = this.#child.stderr;
    this.#connection = new Connection({
      parity: 0,
      introduce: directBroker.introduce,
      ticketNews: directBroker.ticketNews,
    });
    this.#connection.root.receiver = {
      message: (data) => scheduling.current.task(() => this.emit('message', data)),
      peerClosed: () => undefined,
      relink: () => undefined,
    };
    const start: ChildStart = { modulePath, args, execArgv: options.execArgv ?? [], electronModule };
    this.#child.send({ start });
    this.#connection.open(createIpcTransport(this.#child));
    directBroker.addChild(this.#connection, this.#child);
    this.#listen();
    living.add(this);
  }

  get pid(): number | undefined {
    return this.#pid;
  }

  postMessage(message: unknown, transfer?: readonly MessagePortMain[]): void {
    if (!this.#gone) this.#connection.root.send(message, takePorts(transfer));
  }

  /** False, and nothing done, before 'spawn' and after 'exit'. */
  kill(): boolean {
    if (this.#pid === undefined) return false;
    this.#killed = true;
    this.#child.kill('SIGTERM');
    const deadline = setTimeout(() => this.#child.kill('SIGKILL'), killDeadlineMs);
    this.#child.once('exit', () => clearTimeout(deadline));
    return true;
  }

  /** Not Electron's: the end of the app. */
  end(): void {
    this.#killed = true;
    this.#child.kill('SIGKILL');
  }

  #listen(): void {
    this.#child.on('message', (packet) => receiveIpcPacket(this.#connection, packet as IpcPacket));
    this.#child.once('spawn', () => {
      this.#pid = this.#child.pid;
      this.emit('spawn');
      // A process appears in the metrics one turn after 'spawn'.
      setImmediate(() => {
        if (this.#pid !== undefined) measured.utilities.set(this.#pid, this.#serviceName);
      });
    });
    const disconnected = new Promise<void>((resolve) => this.#child.once('disconnect', () => resolve()));
    this.#child.once('error', () => this.#end({ code: 1, signal: null }));
    this.#child.once('exit', (code, signal) => {
      const finish = (): void => this.#end({ code, signal });
      setTimeout(finish, lastMessagesDeadlineMs).unref();
      void disconnected.then(() => setImmediate(finish));
    });
  }

  #end(end: ChildEnd): void {
    if (this.#gone) return;
    this.#gone = true;
    living.delete(this);
    if (this.#pid !== undefined) measured.utilities.delete(this.#pid);
    this.#pid = undefined;
    directBroker.remove(this.#connection);
    this.#connection.lost();
    const { exitCode, reason, rawStatus } = describeEnd(end, this.#killed);
    if (reason !== null) {
      const details = {
        type: 'Utility',
        reason,
        exitCode: rawStatus,
        serviceName: 'node.mojom.NodeService',
        name: this.#serviceName,
      };
      app.emit('child-process-gone', {}, details);
    }
    this.emit('exit', exitCode);
    for (const stream of [this.stdout, this.stderr]) stream?.removeAllListeners();
    this.stdout = null;
    this.stderr = null;
  }
}

closeClass(UtilityProcess);

export const utilityProcess = {
  fork(modulePath: string, args: readonly string[] | ForkOptions = [], options: ForkOptions = {}): UtilityProcess {
    if (!app.isReady()) throw new TypeError('utilityProcess cannot be created before app is ready.');
    if (typeof modulePath !== 'string' || modulePath === '') throw new Error('Missing UtilityProcess entry script.');
    return Array.isArray(args)
      ? new UtilityProcess(modulePath, args, options)
      : new UtilityProcess(modulePath, [], args as ForkOptions);
  },
};

app.onExit(() => {
  for (const child of living) child.end();
});

function forkChild(options: ForkOptions): ChildProcess {
  if (options.cwd !== undefined && !statSync(options.cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new TypeError('Invalid value for cwd');
  }
  return forkNode(childScript(), [], {
    cwd: options.cwd,
    env: childEnvironment(options.env),
    execArgv: nodeFlags(options.execArgv ?? []),
    serialization: 'advanced',
    stdio: childStdio(options.stdio),
  });
}

/** An empty object means "none given" in Electron, so the parent's environment is inherited then as well. */
function childEnvironment(env: NodeJS.ProcessEnv | undefined): NodeJS.ProcessEnv {
  if (env === undefined || Object.keys(env).length === 0) return process.env;
  if (Object.values(env).some((value) => typeof value !== 'string')) throw new TypeError('Invalid value for env');
  return env;
}

function childStdio(stdio: ForkOptions['stdio'] = 'inherit'): StdioOptions {
  const [input, output, errors] = typeof stdio === 'string' ? ['ignore' as const, stdio, stdio] : stdio;
  if (input !== 'ignore') throw new TypeError('stdin value other than ignore is not supported.');
  return ['ignore', output ?? 'inherit', errors ?? 'inherit', 'ipc'];
}
