import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import type { RawPort } from '../measure/raw-calls.ts';
import type { ProcessTask } from './process-task.ts';

/** A process of the same kind as a domain's, started with the same options, that does nothing of its own. */
export async function startBareProcess(bareChild: ProcessTask['bareChild']): Promise<UtilityProcess> {
  const child = utilityProcess.fork(bareChild, [], {
    serviceName: 'bulkhead-bench-bare',
    env: { BULKHEAD_DOMAIN: '1' },
    execArgv: ['--js-flags=--max-old-space-size=512'],
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise((resolve) => child.once('message', resolve));
  return child;
}

/** A port to it, of the class that the control port of a domain has. */
export function openRawPort(child: UtilityProcess): RawPort {
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage('port', [port2]);
  port1.start();
  return {
    post: (message) => port1.postMessage(message),
    onMessage: (listener) => void port1.on('message', ({ data }) => listener(data)),
  };
}

export async function endProcess(child: UtilityProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await gone;
}
