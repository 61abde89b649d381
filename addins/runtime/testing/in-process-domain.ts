import type { Clock } from '../../protocol/clock.ts';
import type { Hello } from '../../protocol/methods/domain-methods.ts';
import { createPortTransport, type MessagePortLike } from '../../protocol/port-transport.ts';
import { Domain } from '../domain.ts';
import { createScriptedSdk, type ScriptedAddin } from './scripted-addin.ts';

export interface InProcessDomainOptions {
  epoch: number;
  clock: Clock;
  controlPort: MessagePortLike;
  addins: ReadonlyMap<string, ScriptedAddin>;
  hello?: Partial<Hello>;
}

/** The real runtime without its walls, in the process of the test: only the compartment and the SDK are stand-ins. */
export function openInProcessDomain(options: InProcessDomainOptions): { openView(port: MessagePortLike): void } {
  const { epoch, clock } = options;
  const domain = new Domain({ epoch, clock });
  domain.open({
    transport: createPortTransport(options.controlPort),
    compartment: {
      globalThis: { __bulkheadSdk: createScriptedSdk(options.addins) },
      // Same realm, sloppy text: what a compartment refuses is tested with the walls.
      evaluate: (source) => new Function(`return ${source === '' ? 'undefined' : source}`)() as unknown,
    },
    sdkSource: '',
    hello: () => ({ sdkVersion: '0.1.0', walls: [], holes: [], timings: {}, ...options.hello }),
    harden: (value) => value,
    stackOf: (error) => error.stack ?? error.message,
  });
  return { openView: (port) => domain.openView(createPortTransport(port)) };
}
