import path from 'node:path';
import { afterEach, expect, vi } from 'vitest';
import { type ManifestInput, manifestSchema } from '../../../addins/protocol/manifest.ts';
import type { Handlers } from '../../../addins/protocol/method.ts';
import type { hostMethods } from '../../../addins/protocol/methods/host-methods.ts';
import { type ScriptedAddin, scriptOf } from '../../../addins/runtime/testing/scripted-addin.ts';
import { temporaryFolder } from '../../packages/testing/temporary-folder.ts';
import { Domain } from '../domain.ts';
import type { LoadedPackage } from '../generation.ts';
import { StateStore } from '../state-store.ts';
import { InProcessLauncher } from './in-process-launcher.ts';
import { TestWindow } from './test-window.ts';

export interface PackageOptions {
  version?: string;
  stateVersion?: number;
  required?: boolean;
  addinId?: string;
  /** More of the manifest. */
  contents?: Pick<ManifestInput, 'provides' | 'consumes' | 'adapters'>;
  contracts?: readonly string[];
}

/** A package whose script stands for the scripted add-in `name`. */
export function packageOf(name: string, options: PackageOptions = {}): LoadedPackage {
  const { addinId = 'notes', version = '1.0.0', stateVersion = 1, required = true, contents, contracts = [] } = options;
  const manifest = manifestSchema.parse({
    name: addinId,
    version,
    displayName: 'Notes',
    main: 'main.js',
    state: { version: stateVersion, required },
    ...contents,
  });
  return { addinId, hash: `hash of ${name}`, manifest, contracts, script: scriptOf(name) };
}

export type DomainFixture = ReturnType<typeof createDomainFixture>;

/** One add-in with everything around it that a test looks at. */
export function createDomainFixture(scripted: Readonly<Record<string, ScriptedAddin>>, addinId = 'notes') {
  const surroundings = createSurroundings(scripted);
  const domain = surroundings.createDomain(addinId);
  const stateNames: string[] = [];
  domain.changed.on((state) => stateNames.push(state));
  const crashes: string[] = [];
  domain.crashed.on(({ reason }) => crashes.push(`${reason.code} ${reason.message}`));
  return Object.assign(surroundings, { domain, stateNames, crashes });
}

/** What domains are joined with: the system, the window, the disk, the brokers. */
export function createSurroundings(scripted: Readonly<Record<string, ScriptedAddin>>) {
  const addins = new Map(Object.entries(scripted));
  const launcher = new InProcessLauncher(addins);
  const window = new TestWindow();
  const states = new StateStore(path.join(temporaryFolder(), 'states'));
  const released: number[] = [];
  const notes: string[] = [];
  const output: string[] = [];
  const hostCalls: HostCall[] = [];
  const createDomain = (addinId: string) =>
    new Domain({
      ...{ addinId, window, states },
      launch: launcher.launch,
      heapMegabytes: 64,
      createHandlers: () => recordingHandlers(hostCalls, () => surroundings.onHostCall()),
      release: (generation) => released.push(generation),
      onOutput: (text) => output.push(text),
      onNote: (text) => notes.push(text),
    });
  const surroundings = {
    ...{ addins, launcher, window, states, released, notes, output, hostCalls, createDomain },
    /** Answers every call to a broker. */
    onHostCall: (): unknown => null,
  };
  return surroundings;
}

interface HostCall {
  method: string;
  args: readonly unknown[];
}

/** Brokers that do nothing but remember. */
function recordingHandlers(calls: HostCall[], answer: () => unknown): Handlers<typeof hostMethods> {
  return new Proxy({} as Handlers<typeof hostMethods>, {
    get: (_target, method: string) => (args: readonly unknown[]) => {
      calls.push({ method, args });
      return answer();
    },
  });
}

/** Every process is gone, and what each one held was freed exactly once. */
export function expectNothingLeft({ domain, launcher, released }: DomainFixture): void {
  expect(domain.generations).toEqual([]);
  expect(launcher.living).toEqual([]);
  expect(released.toSorted()).toEqual(launcher.launched.map(({ options }) => options.epoch).toSorted());
}

const realSetImmediate = setImmediate;
/** Turns of the event loop after which nothing that was under way is still under way. */
const TURNS = 12;

/** Lets messages and promises arrive; no time passes on a fake clock. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => realSetImmediate(resolve));
}

/** Makes the clock of the host stand still until {@link pass}; ports and promises go on. */
export function standStill(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
}

afterEach(() => {
  vi.useRealTimers();
});

/** Milliseconds pass on the fake clock, and whatever they set in motion arrives. */
export async function pass(milliseconds: number): Promise<void> {
  await settle();
  await vi.advanceTimersByTimeAsync(milliseconds);
  await settle();
}

/** A promise that a scripted add-in waits for, with its key in the test's hand. */
export function gate<Value = void>() {
  return Promise.withResolvers<Value>();
}
