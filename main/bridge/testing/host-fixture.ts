import path from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type Remote, wrap } from 'comlink';
import { expect, onTestFinished } from 'vitest';
import { type ScriptedAddin, scriptOf } from '../../../addins/runtime/testing/scripted-addin.ts';
import type {
  BridgeResult,
  HostBridge,
  HostEvent,
  HostEventMessage,
  PackageUpload,
  ViewPortLabel,
} from '../../../preload/bridge.ts';
import { electronPort, InProcessLauncher } from '../../domains/testing/in-process-launcher.ts';
import { samplePackage } from '../../packages/testing/sample-package.ts';
import { temporaryFolder } from '../../packages/testing/temporary-folder.ts';
import { Host } from '../host.ts';
import { profilePaths } from '../profile-paths.ts';

/** One page of the window: hears events, calls the bridge, answers upgrades as a page with healthy frames does. */
export class TestPage {
  readonly events: HostEvent[] = [];
  readonly viewPorts: string[] = [];
  /** What it says of the candidate's first pictures. */
  pictureProblem: string | null = null;
  readonly #port: MessagePort;
  readonly #remote: Remote<Record<string, (...args: unknown[]) => Promise<BridgeResult<unknown>>>>;

  constructor(port: MessagePort) {
    this.#port = port;
    this.#remote = wrap(port as never);
    port.on('message', ({ bulkheadEvent }: Partial<HostEventMessage>) => {
      if (bulkheadEvent) this.#hear(bulkheadEvent);
    });
  }

  /** The value, or throws the problem's words. */
  async call<Name extends keyof HostBridge>(
    name: Name,
    ...args: Parameters<HostBridge[Name]>
  ): Promise<Awaited<ReturnType<HostBridge[Name]>>> {
    const method = this.#remote[name] as unknown as (...values: unknown[]) => Promise<BridgeResult<never>>;
    const result = await method(...args);
    if (!result.ok) throw Object.assign(new Error(result.problem.message), result.problem);
    return result.value;
  }

  takeViewPort(label: ViewPortLabel): void {
    const { addinId, generation, role } = label;
    this.viewPorts.push(`${addinId} ${generation} ${role}`);
  }

  /** Answers that every frame has its picture, or that one has none. */
  draw(addinId: string, generation: number): void {
    void this.call('upgradePainted', addinId, generation, this.pictureProblem);
  }

  /** Resolves with the first event of this kind that satisfies `wanted`, past or future. */
  async seen<Type extends HostEvent['type']>(
    type: Type,
    wanted: (event: Extract<HostEvent, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<HostEvent, { type: Type }>> {
    const find = () =>
      this.events.find((event) => event.type === type && wanted(event as Extract<HostEvent, { type: Type }>));
    await expect.poll(() => find(), { interval: 5, timeout: 5_000 }).toBeDefined();
    return find() as Extract<HostEvent, { type: Type }>;
  }

  close(): void {
    this.#port.close();
  }

  #hear(event: HostEvent): void {
    this.events.push(event);
    if (event.type === 'upgrade-freeze') void this.call('upgradeFrozen', event.addinId, event.generation);
    if (event.type === 'upgrade-draw') this.draw(event.addinId, event.generation);
    if (event.type === 'closing') void this.call('saveLayout', []);
  }
}

/** The whole host without its shell; processes run in the test's own. */
export async function openHost(
  scripted: Readonly<Record<string, ScriptedAddin>>,
  {
    userData = temporaryFolder(),
    pickFiles = async () => [],
  }: { userData?: string; pickFiles?: () => Promise<string[]> } = {},
) {
  const addins = new Map(Object.entries(scripted));
  const launcher = new InProcessLauncher(addins);
  let page: TestPage | undefined;
  const host = await Host.open({
    paths: { ...profilePaths(userData), organisation: path.join(userData, 'organisation.json') },
    version: '0.1.0',
    scriptCheckWorker: 'not needed for small scripts',
    launch: launcher.launch,
    desktop: {
      pickFiles,
      pickSavePath: async () => undefined,
      writeClipboard: async () => undefined,
      showNotification: () => undefined,
    },
    sample: () => [],
    sendViewPort: (_port, label) => page?.takeViewPort(label),
    pickPackages: async () => [],
    setTheme: () => undefined,
    summary: { pid: process.pid, runtime: 'a test', platform: process.platform },
    echoLog: false,
  });
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= host.close());
  onTestFinished(close);
  /** As a page that loads: the one before it is gone. */
  const load = (): TestPage => {
    const { port1, port2 } = new MessageChannel();
    page = new TestPage(port2);
    host.serve(electronPort(port1));
    const opened = page;
    onTestFinished(() => opened.close());
    return page;
  };
  return { host, userData, addins, launcher, load, close };
}

/** Views and commands of every package that {@link upload} makes. */
const CONTENTS = {
  views: [{ id: 'note', title: 'Note', multiple: true }],
  commands: [{ id: 'export', title: 'Export' }],
  permissions: [
    { name: 'ui.view' },
    { name: 'ui.notify' },
    { name: 'fs.pick.open', parameters: { types: ['.txt'], multiple: true } },
  ],
};

/** A package whose script stands for the scripted add-in of its version. */
export function upload(version: string, name = 'notes'): PackageUpload {
  const bytes = samplePackage({ manifest: { name, version, ...CONTENTS }, script: scriptOf(version) });
  return { fileName: `${name}-${version}.addin`, bytes: new Uint8Array(bytes), files: null };
}

export async function install(page: TestPage, version: string, name = 'notes'): Promise<void> {
  const result = await page.call('stagePackage', upload(version, name));
  if (!result.ok) throw new Error(result.problem.message);
  await page.call('installStaged', result.staged.stageId);
}
