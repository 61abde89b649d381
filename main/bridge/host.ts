import type { LeavingKey } from '../../addins/protocol/leaving-keys.ts';
import type { MessagePortLike } from '../../addins/protocol/port-transport.ts';
import type {
  HostBridge,
  HostEvent,
  HostSnapshot,
  HostSummary,
  LedgerSummary,
  StageResult,
  ThemeChoice,
  ViewPortLabel,
} from '../../preload/bridge.ts';
import { WEB_SCHEME } from '../../preload/bridge.ts';
import { nodeClock } from '../base/node-clock.ts';
import { FileHandles } from '../broker/file-handles.ts';
import { Gestures } from '../broker/gestures.ts';
import { WebPages } from '../broker/web-pages.ts';
import { WebWall } from '../broker/web-wall.ts';
import type { Addins } from '../domains/addins.ts';
import type { Governor, ProcessSample } from '../domains/governor.ts';
import type { Launch } from '../domains/launcher.ts';
import type { CatalogEntry } from '../packages/catalog-entry.ts';
import type { GateOptions } from '../packages/gate.ts';
import { Installer } from '../packages/installer.ts';
import type { PackageSource } from '../packages/package-files.ts';
import { createScriptChecker } from '../packages/script-checker.ts';
import { PolicyService } from '../policy/policy-service.ts';
import { PromptQueue } from '../policy/prompt-queue.ts';
import { CallBook } from '../remoting/call-book.ts';
import { createDispatcher, type Dispatcher } from '../remoting/dispatcher.ts';
import type { Ledger } from '../remoting/ledger.ts';
import { Relay } from '../remoting/relay.ts';
import type { WaitEdge } from '../remoting/service-graph.ts';
import type { Services } from '../remoting/services.ts';
import { assetReader } from './asset-reader.ts';
import { createAddins } from './create-addins.ts';
import { createGovernor } from './create-governor.ts';
import { createLedger } from './create-ledger.ts';
import { createServices } from './create-services.ts';
import { DevFolders } from './dev-folders.ts';
import { wireEvents } from './event-wiring.ts';
import { FlightDesk } from './flight-desk.ts';
import { FramesDesk } from './frames-desk.ts';
import { createHostBridge } from './host-bridge.ts';
import { type DesktopParts, installCapabilities } from './installed-capabilities.ts';
import { summariseLedger } from './ledger-summary.ts';
import { PackagesDesk } from './packages-desk.ts';
import { PermissionsDesk } from './permissions-desk.ts';
import { policySubject } from './policy-subject.ts';
import type { ProfilePaths } from './profile-paths.ts';
import { saveReport } from './save-report.ts';
import type { ServiceChoices } from './service-choices.ts';
import type { ServiceDirectory } from './service-directory.ts';
import { serviceWaits } from './service-waits.ts';
import { closeStores, openStores, type Stores } from './stores.ts';
import { WallsWatch } from './walls-watch.ts';
import { WindowFrames } from './window-frames.ts';
import { WindowHost } from './window-host.ts';

/** Milliseconds add-ins have to save and end when the application closes. */
const SHUT_DOWN_LIMIT = 4_000;
/** Milliseconds between two snapshots of running add-ins, for the day the power fails. */
const SNAPSHOT_INTERVAL = 15_000;

type ScriptChecker = NonNullable<GateOptions['checkScript']>;

export interface HostOptions {
  paths: ProfilePaths;
  version: string;
  /** Absolute path of the bundled main/packages/script-check-worker.ts. */
  scriptCheckWorker: string;
  launch: Launch;
  desktop: DesktopParts;
  sample(): ProcessSample[];
  sendViewPort(port: unknown, label: ViewPortLabel): void;
  pickPackages(kind: 'file' | 'folder'): Promise<PackageSource[]>;
  setTheme(theme: ThemeChoice): void;
  /** Runtime, pid and platform; the walls are filled in when the first domain has reported them. */
  summary: Omit<HostSummary, 'walls'>;
  echoLog: boolean;
}

/** The host without its shell: every room built and joined, in order. No Electron in here. */
export class Host {
  readonly #options: HostOptions;
  readonly #stores: Stores;
  readonly #policy: PolicyService;
  readonly #prompts = new PromptQueue({ clock: nodeClock });
  readonly #gestures = new Gestures(() => performance.now());
  readonly #files = new FileHandles();
  /** What the shell serves of the packages of add-ins. */
  readonly webPages: WebPages;
  readonly webWall: WebWall;
  readonly #checkScript: ScriptChecker;
  readonly #installer: Installer;
  readonly #dispatcher: Dispatcher;
  readonly #flights: FlightDesk;
  readonly #addins: Addins;
  readonly #ledger: Ledger;
  readonly #directory: ServiceDirectory;
  readonly #choices: ServiceChoices;
  readonly #services: Services;
  readonly #calls = new CallBook(nodeClock);
  readonly #relay = new Relay({
    calls: this.#calls,
    nameOf: (addinId) => this.#policy.identify(addinId).displayName,
  });
  readonly #governor: Governor;
  readonly #window: WindowHost;
  readonly #windowFrames: WindowFrames;
  readonly #packages: PackagesDesk;
  readonly #framesDesk: FramesDesk;
  readonly #permissions: PermissionsDesk;
  readonly #devFolders: DevFolders;
  readonly #bridge: HostBridge;
  readonly #walls = new WallsWatch(() => this.#addins.domains);
  readonly #unwire: () => void;
  #offered: StageResult[] = [];
  #snapshots: NodeJS.Timeout | undefined;

  static async open(options: HostOptions): Promise<Host> {
    const host = new Host(options, await openStores(options.paths, options));
    await host.#begin();
    return host;
  }

  private constructor(options: HostOptions, stores: Stores) {
    this.#options = options;
    this.#stores = stores;
    const { log, catalog, frames } = stores;
    this.#policy = this.#createPolicy();
    this.#checkScript = createScriptChecker({ worker: options.scriptCheckWorker });
    this.#installer = new Installer({
      catalog,
      store: stores.shadowCopies,
      hostVersion: options.version,
      checkScript: this.#checkScript,
    });
    this.#window = new WindowHost(() => this.#windowFrames.forgetPage());
    const send = (event: HostEvent) => this.#window.send(event);
    this.#windowFrames = new WindowFrames({ frames, send, sendViewPort: options.sendViewPort });
    this.#flights = this.#createFlightDesk();
    this.#addins = this.#createAddins();
    this.webWall = new WebWall({ scheme: WEB_SCHEME, warn: (text) => log.warn(text) });
    this.webPages = this.#createWebPages();
    this.#ledger = createLedger({ addins: this.#addins, files: this.#files, stores });
    this.#framesDesk = this.#createFramesDesk();
    const exchange = this.#createServices();
    this.#services = exchange.services;
    this.#directory = exchange.directory;
    this.#choices = exchange.choices;
    this.#dispatcher = this.#createDispatcher();
    this.#governor = createGovernor({ addins: this.#addins, sample: options.sample, log });
    this.#packages = this.#createPackagesDesk(send);
    this.#permissions = this.#createPermissionsDesk();
    this.#devFolders = this.#createDevFolders();
    this.#bridge = this.#createBridge();
    this.#unwire = wireEvents({
      ...{ send, catalog, frames, log },
      addins: this.#addins,
      packages: this.#packages,
      framesDesk: this.#framesDesk,
      windowFrames: this.#windowFrames,
      governor: this.#governor,
      ...{ policy: this.#policy, prompts: this.#prompts, walls: this.#walls },
      ...{ webPages: this.webPages, webWall: this.webWall },
    });
  }

  /** The page of the window listens on `port`. */
  serve(port: MessagePortLike): void {
    this.#window.serve(port, this.#bridge);
  }

  /** Offers packages from the command line or a dialog: a sheet opens for each. */
  async offer(sources: readonly PackageSource[]): Promise<void> {
    for (const source of sources) {
      const result = await this.#packages.stage(source);
      // A page that is not there yet finds it in its snapshot.
      if (this.#window.listening) this.#window.send({ type: 'staged', result });
      else this.#offered.push(result);
    }
  }

  watch(folder: string): Promise<void> {
    return this.#devFolders.add(folder);
  }

  themeChanged(dark: boolean): void {
    this.#window.send({ type: 'theme', dark });
  }

  leavePage(key: LeavingKey): void {
    this.#window.send({ type: 'leave-page', key });
  }

  /** Who holds what of whom. */
  get ledger(): Ledger {
    return this.#ledger;
  }

  /** Which add-ins wait for which, for Diagnostics. */
  get waitForGraph(): WaitEdge[] {
    return this.#services.waitForGraph();
  }

  get settings(): Stores['settings'] {
    return this.#stores.settings;
  }

  /** Saves, ends every process and closes every file. */
  async close(): Promise<void> {
    clearInterval(this.#snapshots);
    this.#governor.stop();
    this.#ledger.stop();
    try {
      if (this.#window.listening) await this.#windowFrames.farewell();
      await this.#devFolders.close();
      await this.#addins.shutDown(SHUT_DOWN_LIMIT);
      await this.#dispatcher.disposeAll();
    } finally {
      this.#unwire();
      closeStores(this.#stores);
    }
  }

  async #begin(): Promise<void> {
    const { catalog, frames } = this.#stores;
    for (const entry of catalog.list()) this.#register(entry);
    frames.retain((addinId) => catalog.get(addinId) !== undefined);
    if (this.#stores.mayCollectCopies) await this.#installer.collectGarbage([]);
    this.#devFolders.resume();
    this.#governor.start();
    this.#ledger.start();
    this.#snapshots = setInterval(() => {
      for (const domain of this.#addins.domains) void domain.saveState();
    }, SNAPSHOT_INTERVAL);
    this.#snapshots.unref();
  }

  #register(entry: CatalogEntry): void {
    this.#directory.forget();
    this.#policy.register(policySubject(entry));
  }

  #createPolicy(): PolicyService {
    const { answers, organisation, audit } = this.#stores;
    return new PolicyService({
      ...{ answers, organisation },
      revoked: [],
      usage: (addinId, permission) => audit.usage(addinId, permission),
    });
  }

  #createServices() {
    return createServices({
      ...this.#stores,
      ...{ addins: this.#addins, relay: this.#relay, calls: this.#calls, flights: this.#flights },
    });
  }

  #createAddins(): Addins {
    return createAddins({
      stores: this.#stores,
      installer: this.#installer,
      launch: this.#options.launch,
      window: this.#windowFrames,
      dispatcher: () => this.#dispatcher,
      ended: (life) => void this.#ledger.ended(life),
      flights: this.#flights,
      refusal: (addinId) => this.#policy.revocationOf(addinId),
      relay: this.#relay,
      opened: (table, life) => void this.#ledger.track(table, life),
      register: (entry) => this.#register(entry),
    });
  }

  #createWebPages(): WebPages {
    return new WebPages({
      scheme: WEB_SCHEME,
      read: assetReader(this.#addins, this.#stores.shadowCopies),
      raiseWall: () => this.webWall.raise(),
    });
  }

  #createFlightDesk(): FlightDesk {
    return new FlightDesk({
      log: this.#stores.log,
      otherWaits: () => serviceWaits(this.#services.waitForGraph()),
      eventsOf: (addinId) => this.#services.eventTalliesOf(addinId),
    });
  }

  #createFramesDesk(): FramesDesk {
    const { frames, catalog } = this.#stores;
    return new FramesDesk({
      frames,
      findEntry: (addinId) => catalog.get(addinId),
      windowFrames: this.#windowFrames,
      addins: this.#addins,
      acted: (addinId) => this.#acted(addinId),
    });
  }

  #createDispatcher(): Dispatcher {
    const { storage, frames, log, audit } = this.#stores;
    return createDispatcher({
      policy: this.#policy,
      audit,
      prompts: this.#prompts,
      hasGesture: (addinId) => this.#gestures.isRecent(addinId),
      capabilities: installCapabilities({
        ...{ storage, frames, log },
        desktop: this.#options.desktop,
        profile: this.#options.paths.profile,
        gestures: this.#gestures,
        handles: this.#files,
        framesDesk: this.#framesDesk,
        services: this.#services,
        readAsset: assetReader(this.#addins, this.#stores.shadowCopies),
        webPages: this.webPages,
      }),
      onError: (error) => log.error(`A broker failed: ${String(error)}`),
    });
  }

  #createPackagesDesk(send: (event: HostEvent) => void): PackagesDesk {
    const { catalog } = this.#stores;
    return new PackagesDesk({
      ...{ catalog, send },
      heldBy: () => this.#walls.heldBy,
      installer: this.#installer,
      addins: this.#addins,
      refusal: (hash) => this.#policy.revocation(hash),
      previewGrants: (candidate) => this.#policy.preview(policySubject(candidate)),
      register: (entry) => this.#register(entry),
      unregister: (addinId) => this.#policy.unregister(addinId),
      forget: (entry, keepData) => this.#forget(entry, keepData),
    });
  }

  async #forget({ id, source }: CatalogEntry, keepData: boolean): Promise<void> {
    const { states, storage, audit, frames } = this.#stores;
    frames.closeAll(id);
    this.#services.forgetProvider(id);
    if (source.kind === 'folder') await this.#devFolders.forget(source.folder);
    this.#flights.forget(id);
    if (keepData) return this.#policy.unregister(id);
    this.#policy.forget(id);
    states.remove(id);
    storage.forget(id);
    audit.forget(id);
    this.#choices.forget(id);
  }

  #createPermissionsDesk(): PermissionsDesk {
    return new PermissionsDesk({
      policy: this.#policy,
      audit: this.#stores.audit,
      prompts: this.#prompts,
      walls: this.#walls,
      agreed: (addinId) => this.#gestures.note(addinId),
    });
  }

  #createDevFolders(): DevFolders {
    const { catalog, log } = this.#stores;
    return new DevFolders({
      ...{ catalog, log },
      installer: this.#installer,
      hostVersion: this.#options.version,
      checkScript: this.#checkScript,
      offer: (folder) => this.offer([{ kind: 'folder', folder }]),
      install: (stageId) => this.#packages.install(stageId),
      refused: (result) => this.#window.send({ type: 'staged', result }),
    });
  }

  #createBridge(): HostBridge {
    const { log, settings } = this.#stores;
    return createHostBridge({
      snapshot: () => this.#snapshot(),
      packages: this.#packages,
      frames: this.#framesDesk,
      windowFrames: this.#windowFrames,
      permissions: this.#permissions,
      flights: this.#flights,
      choices: this.#choices,
      addins: this.#addins,
      saveReport: (text) => saveReport(this.#options.desktop, text),
      pickPackages: async (kind) => this.offer(await this.#options.pickPackages(kind)),
      gesture: (addinId) => this.#acted(addinId),
      diagnostics: async () =>
        log.entries.flatMap((entry) => (entry.level === 'debug' ? [] : [{ ...entry, level: entry.level }])),
      ledger: async () => this.#summariseLedger(),
      setTheme: async (theme) => {
        settings.change({ theme });
        this.#options.setTheme(theme);
      },
    });
  }

  #acted(addinId: string): void {
    this.#gestures.note(addinId);
    this.#prompts.acted(addinId);
  }

  #summariseLedger(): LedgerSummary[] {
    return summariseLedger(this.#ledger.rows, {
      now: nodeClock.now(),
      wallTime: Date.now(),
      displayName: (addinId) => this.#stores.catalog.get(addinId)?.manifest.displayName ?? addinId,
    });
  }

  #snapshot(): HostSnapshot {
    const staged = this.#offered;
    this.#offered = [];
    return {
      host: { ...this.#options.summary, walls: this.#walls.current },
      addins: this.#packages.list,
      frames: this.#stores.frames.all,
      processes: [],
      staged,
      prompts: this.#permissions.prompts,
      waiting: this.#permissions.waiting,
      webPages: this.webPages.open,
      webWall: this.webWall.report,
      theme: this.#stores.settings.current.theme,
    };
  }
}
