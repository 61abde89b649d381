import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Handlers } from '../../addins/protocol/method.ts';
import { hostMethods } from '../../addins/protocol/methods/host-methods.ts';
import { Domain } from '../../main/domains/domain.ts';
import type { LoadedPackage } from '../../main/domains/generation.ts';
import { StateStore } from '../../main/domains/state-store.ts';
import { createUtilityLauncher } from '../../main/domains/utility-launcher.ts';
import type { WindowLink } from '../../main/domains/window-link.ts';
import { openPackage } from '../../main/packages/gate.ts';
import type { ProcessTask } from './process-task.ts';

/** As main/bridge/host.ts sets it. */
const HEAP_MEGABYTES = 512;

const noWindow: WindowLink = {
  attach: () => undefined,
  freeze: () => Promise.resolve(),
  introduce: () => undefined,
  draw: () => Promise.resolve(),
  commit: () => undefined,
  abandon: () => undefined,
  frameCount: () => 0,
};

/** A domain as the host makes them, its brokers answering nothing. Each call gives one that has not started. */
export function createBenchDomain(task: ProcessTask): Domain {
  const answers = Object.keys(hostMethods).map((name) => [name, () => null]);
  const handlers = Object.fromEntries(answers) as Handlers<typeof hostMethods>;
  return new Domain({
    addinId: 'bench',
    launch: createUtilityLauncher({ modulePath: task.domainScript, sdkPath: task.sdkScript }),
    window: noWindow,
    states: new StateStore(join(task.scratch, 'states')),
    heapMegabytes: HEAP_MEGABYTES,
    createHandlers: () => handlers,
    release: () => undefined,
    onOutput: (text) => void process.stderr.write(text),
    onNote: (text) => void process.stderr.write(text),
  });
}

/** The package through the host's own gate. */
export async function loadBenchPackage({ packageFile }: ProcessTask): Promise<LoadedPackage> {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')) as {
    version: string;
  };
  const source = { kind: 'file', file: packageFile } as const;
  const { id, hash, manifest, scriptSource } = await openPackage(source, { hostVersion: version });
  return { addinId: id, hash, manifest, script: scriptSource, contracts: [] };
}
