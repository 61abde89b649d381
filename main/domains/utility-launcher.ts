import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import type { ParentMessage } from '../../addins/protocol/parent-message.ts';
import type { MessagePortLike } from '../../addins/protocol/port-transport.ts';
import type { Launch, LaunchedProcess, LaunchOptions } from './launcher.ts';

export interface UtilityLauncherOptions {
  /** Absolute path of the bundled addins/runtime/bootstrap.ts. */
  modulePath: string;
  /** Absolute path of the SDK script. */
  sdkPath: string;
}

/** The only file that starts processes: one Electron utilityProcess per generation. */
export function createUtilityLauncher(files: UtilityLauncherOptions): Launch {
  return (options) => launch(files, options);
}

function launch(files: UtilityLauncherOptions, options: LaunchOptions): LaunchedProcess {
  const child = utilityProcess.fork(files.modulePath, [], {
    serviceName: options.serviceName,
    // An empty object would inherit everything (electron.d.ts says otherwise; see the conformance suite).
    env: { BULKHEAD_DOMAIN: '1' },
    execArgv: [`--js-flags=--max-old-space-size=${options.heapMegabytes}`],
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const control = new MessageChannelMain();
  const start: ParentMessage = {
    type: 'start',
    epoch: options.epoch,
    sdkPath: files.sdkPath,
  };
  child.postMessage(start, [control.port2]);
  return wrap(child, control.port1 as unknown as MessagePortLike);
}

function wrap(child: UtilityProcess, controlPort: MessagePortLike): LaunchedProcess {
  let pid = child.pid;
  let exited = false;
  child.once('spawn', () => {
    pid = child.pid;
  });
  child.once('exit', () => {
    exited = true;
  });
  return {
    get pid() {
      return pid;
    },
    controlPort,
    createViewPort() {
      const { port1, port2 } = new MessageChannelMain();
      const message: ParentMessage = { type: 'view-port' };
      child.postMessage(message, [port2]);
      return port1;
    },
    kill: () => child.kill(),
    killHard: () => {
      if (!exited && pid !== undefined) killPid(pid);
    },
    onSpawn: (listener) => void child.once('spawn', listener),
    onExit: (listener) => void child.once('exit', listener),
    onOutput(listener) {
      for (const stream of [child.stdout, child.stderr]) {
        // Always drained: a full pipe would block the child.
        stream?.on('data', (chunk: unknown) => listener(String(chunk)));
      }
    },
  };
}

function killPid(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}
