import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Hello } from '../../../addins/protocol/methods/domain-methods.ts';
import type { MessagePortLike } from '../../../addins/protocol/port-transport.ts';
import { openInProcessDomain } from '../../../addins/runtime/testing/in-process-domain.ts';
import type { ScriptedAddin } from '../../../addins/runtime/testing/scripted-addin.ts';
import { nodeClock } from '../../base/node-clock.ts';
import type { LaunchedProcess, LaunchOptions } from '../launcher.ts';

/** How the next processes behave at the edge of the operating system. */
export interface ProcessTraits {
  hello?: Partial<Hello>;
  /** 'late': only when a test says so; 'never': neither starts nor ends. */
  spawn?: 'at once' | 'late' | 'never';
  /** Does not end when asked, only when killed. */
  ignoresKill?: boolean;
  /** Cannot be ended at all. */
  immortal?: boolean;
  /** The system reports the exit before the ports close, instead of after. */
  exitBeforeClose?: boolean;
}

const KILLED = 9;

/** A domain's process, but for the process: real ports, the real runtime, and ends as the system reports them. */
export class InProcess implements LaunchedProcess {
  readonly options: LaunchOptions;
  readonly controlPort: MessagePortLike;
  readonly #traits: ProcessTraits;
  readonly #far: MessagePort;
  readonly #views: MessagePort[] = [];
  readonly #exitListeners: ((code: number) => void)[] = [];
  readonly #spawnListeners: (() => void)[] = [];
  readonly #outputListeners: ((text: string) => void)[] = [];
  readonly #systemPid: number;
  #domain: { openView(port: MessagePortLike): void } | undefined;
  #asleep: (() => void)[] | undefined;
  /** Undefined while it runs. */
  exitCode: number | undefined;
  pid: number | undefined;
  /** How it was asked to end. */
  readonly signals: ('ask' | 'kill')[] = [];

  constructor(options: LaunchOptions, edge: { pid: number; traits: ProcessTraits; addins: Addins }) {
    const { port1, port2 } = new MessageChannel();
    this.options = options;
    this.controlPort = electronPort(port1);
    this.#far = port2;
    this.#traits = edge.traits;
    this.#systemPid = edge.pid;
    this.#begin = () => {
      this.#domain = openInProcessDomain({
        epoch: options.epoch,
        clock: nodeClock,
        controlPort: electronPort(port2, (task) => this.#whenAwake(task)),
        addins: edge.addins,
        ...(edge.traits.hello ? { hello: edge.traits.hello } : {}),
      });
    };
    if ((edge.traits.spawn ?? 'at once') === 'at once') setImmediate(() => this.spawn());
  }

  readonly #begin: () => void;

  spawn(): void {
    if (this.exitCode !== undefined) return;
    this.pid = this.#systemPid;
    this.#begin();
    for (const listener of this.#spawnListeners) listener();
  }

  /** Its event loop stands still: nothing that arrives is looked at until it wakes up. */
  sleep(): void {
    this.#asleep ??= [];
  }

  wakeUp(): void {
    const waiting = this.#asleep ?? [];
    this.#asleep = undefined;
    for (const task of waiting) task();
  }

  print(text: string): void {
    for (const listener of this.#outputListeners) listener(text);
  }

  /** Its end of the control port goes away while it lives on. */
  hangUp(): void {
    this.#far.close();
  }

  /** Sends bytes past the runtime, as a domain that was taken over would. */
  sendRaw(message: unknown): void {
    this.#far.postMessage(message);
  }

  exit(code: number): void {
    if (this.exitCode !== undefined) return;
    this.exitCode = code;
    const report = () => {
      this.pid = undefined;
      for (const listener of this.#exitListeners) listener(code);
    };
    if (this.#traits.exitBeforeClose) report();
    this.#far.close();
    for (const view of this.#views) view.close();
    // The close of a port and the end of its process reach the host on different ways.
    if (!this.#traits.exitBeforeClose) setImmediate(() => setImmediate(report));
  }

  createViewPort(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#views.push(port2);
    this.#domain?.openView(electronPort(port2, (task) => this.#whenAwake(task)));
    return port1;
  }

  kill(): boolean {
    if (this.pid === undefined) return false;
    this.signals.push('ask');
    if (!this.#traits.ignoresKill && !this.#traits.immortal) this.exit(0);
    return true;
  }

  killHard(): void {
    if (this.pid === undefined) return;
    this.signals.push('kill');
    if (!this.#traits.immortal) this.exit(KILLED);
  }

  onSpawn(listener: () => void): void {
    this.#spawnListeners.push(listener);
  }

  onExit(listener: (code: number) => void): void {
    this.#exitListeners.push(listener);
  }

  onOutput(listener: (text: string) => void): void {
    this.#outputListeners.push(listener);
  }

  #whenAwake(task: () => void): void {
    if (this.exitCode !== undefined) return;
    if (this.#asleep) this.#asleep.push(task);
    else task();
  }
}

type Addins = ReadonlyMap<string, ScriptedAddin>;

/** Starts {@link InProcess}es instead of processes, and remembers them. */
export class InProcessLauncher {
  readonly launched: InProcess[] = [];
  /** Of the processes that are started from now on. */
  traits: ProcessTraits = {};
  /** Why the system starts no process. */
  refuses: string | undefined;
  readonly #addins: Addins;

  /** `addins` by the name that their package's script says, see scriptOf. */
  constructor(addins: Addins) {
    this.#addins = addins;
  }

  readonly launch = (options: LaunchOptions): InProcess => {
    if (this.refuses !== undefined) throw new Error(this.refuses);
    const pid = 1_000 + this.launched.length;
    const process = new InProcess(options, { pid, traits: this.traits, addins: this.#addins });
    this.launched.push(process);
    return process;
  };

  get last(): InProcess {
    const last = this.launched.at(-1);
    if (!last) throw new Error('nothing was started');
    return last;
  }

  get living(): InProcess[] {
    return this.launched.filter((process) => process.exitCode === undefined);
  }
}

/** A Node port in the shape of Electron's: explicit start, event objects. */
export function electronPort(port: MessagePort, run: (task: () => void) => void = (task) => task()): MessagePortLike {
  return {
    postMessage: (message: unknown) => port.postMessage(message),
    on(event: 'message' | 'close', listener: (event?: never) => void) {
      if (event === 'close') return port.on('close', () => listener());
      return port.addListener('message', (data: unknown) => run(() => listener({ data } as never)));
    },
    start: () => port.start(),
    close: () => port.close(),
  } as MessagePortLike;
}
