import type { EventTally } from '../addins/protocol/flight/event-tally.ts';
import type { FlightReport, WaitEdge } from '../addins/protocol/flight/flight-data.ts';
import type { LeavingKey } from '../addins/protocol/leaving-keys.ts';
import type { Effect, HeldBy, PermissionName, Tier } from '../addins/protocol/permissions.ts';

/**
 * The one contract between the window and the host: what the window may ask (HostBridge),
 * what the host tells it (HostEvent), and the names of the channels and messages that carry both.
 */
export const CHANNELS = {
  /** window -> host: "I can listen now"; the host answers with a bridge port. */
  ready: 'bulkhead:ready',
  /** host -> window, carries the bridge port. */
  bridgePort: 'bulkhead:bridge-port',
  /** host -> window, carries a view port and a {@link ViewPortLabel}. */
  viewPort: 'bulkhead:view-port',
} as const;

/** Of the addresses under which web pages of add-ins are shown. */
export const WEB_SCHEME = 'bulkhead-web';

/** A web page that may be shown at this moment, and by whom. */
export interface WebPage {
  address: string;
  addinId: string;
}

/** Whether web pages can be shown, and how the window helps to find out. */
export interface WebWall {
  /** They could not be seen to be kept from the network, so none is shown. */
  isDown: boolean;
  /** The address of a page of the host that is to be loaded out of sight now. */
  probe: string | null;
}

/** Tag of every window message by which the preload hands a port to the page. */
export interface PortMessage {
  bulkhead: 'bridge-port' | 'view-port';
  label: ViewPortLabel | null;
}

export interface ViewPortLabel {
  addinId: string;
  generation: number;
  /** 'current' serves at once; 'candidate' is rendered off screen until the host says that it takes over. */
  role: 'current' | 'candidate';
}

/** A failure in words. `code` is for search and support, the rest is for people. */
export interface Problem {
  code: string;
  title: string;
  message: string;
  remedy: string;
}

export type AddinState =
  | 'stopped'
  | 'starting'
  | 'running'
  | 'upgrading'
  | 'failed'
  | 'quarantined'
  | 'disabled'
  | 'revoked'
  | 'damaged';

export interface ViewSummary {
  id: string;
  title: string;
  multiple: boolean;
  width: number;
  height: number;
}

export interface CommandSummary {
  id: string;
  title: string;
  /** The view to open before the command runs, when the manifest names one. */
  view: string | null;
}

export interface AddinSummary {
  id: string;
  displayName: string;
  version: string;
  /** Null for an unsigned package. */
  publisher: string | null;
  signed: boolean;
  description: string;
  color: string;
  state: AddinState;
  enabled: boolean;
  problem: Problem | null;
  views: ViewSummary[];
  commands: CommandSummary[];
  sizeBytes: number;
  /** Milliseconds since 1970. */
  installedAt: number;
  /** The version before this one, when it can be rolled back to. */
  previousVersion: string | null;
  /** A folder under development: it is reloaded whenever it changes. */
  watchedFolder: boolean;
}

/** One live process of an add-in. */
export interface ProcessSummary {
  addinId: string;
  displayName: string;
  version: string;
  generation: number;
  pid: number;
  /** Percent of one core since the last report. */
  cpuPercent: number;
  memoryBytes: number;
  state: 'starting' | 'running' | 'busy' | 'replaced' | 'stopping';
}

/** The host's own processes, for comparison. */
export interface HostSummary {
  pid: number;
  /** 'Electron 45.4.1', or the stand-in with its reason. */
  runtime: string;
  /** 'Linux' */
  platform: string;
  /** As the youngest add-in process reported them; empty until the first one has started. */
  walls: WallSummary[];
}

export interface WallSummary {
  name: string;
  state: 'up' | 'partial' | 'unavailable';
  detail: string;
}

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type FrameMode = 'normal' | 'minimised' | 'maximised';

/** A child window as it is kept across restarts. */
export interface FrameRecord {
  frameId: string;
  addinId: string;
  view: string;
  title: string;
  /** Plain data, given by the add-in when it opened the frame. */
  params: unknown;
  unsaved: boolean;
  bounds: Rectangle | null;
  mode: FrameMode;
  /** Stacking order, 0 lowest. */
  order: number;
}

export interface FrameLayout {
  frameId: string;
  bounds: Rectangle;
  mode: FrameMode;
  order: number;
}

/** Bytes of one dropped file, or all files of one dropped folder. */
export interface PackageUpload {
  fileName: string;
  bytes: Uint8Array<ArrayBuffer> | null;
  files: { path: string; bytes: Uint8Array<ArrayBuffer> }[] | null;
}

/** A package that passed the gate and waits for the person's decision. */
export interface StagedPackage {
  stageId: string;
  kind: 'install' | 'upgrade' | 'reinstall';
  addinId: string;
  displayName: string;
  version: string;
  installedVersion: string | null;
  publisher: string | null;
  signed: boolean;
  description: string;
  color: string;
  sizeBytes: number;
  /** "It can …", plain texts, most important first, at most five. */
  can: string[];
  /** "It will ask first to …" */
  willAsk: { text: string; reason: string | null }[];
  /** "It cannot …" */
  cannot: string[];
  /** What an upgrade asks for beyond the installed version. */
  adds: string[];
  removes: string[];
  heldBy: string[];
  files: { path: string; bytes: number }[];
}

export type StageResult = { ok: true; staged: StagedPackage } | { ok: false; fileName: string; problem: Problem };

export interface PermissionSummary {
  addinId: string;
  permission: PermissionName;
  /** "keep its own data, up to 5 MB" */
  plain: string;
  scope: string;
  effect: Effect;
  /** The most a person can choose here; a higher answer has no effect. */
  ceiling: Effect;
  tier: Tier;
  because: string[];
  heldBy: HeldBy[];
  lastUsed: number | null;
  useCount: number;
  refusedCount: number;
}

export interface AuditRow {
  at: number;
  addinId: string;
  permission: PermissionName;
  method: string;
  /** "reports.csv", "api.example.com": what it was about, never a path. */
  object: string;
  outcome: 'allowed' | 'denied' | 'failed';
  because: string;
  /** How often the same happened within one moment; `at` is the last time. */
  count: number;
}

/**
 * "Don't allow" | "Allow once" | "Allow while open" | "Always allow" | closed without an answer | "Block this add-in":
 * everything that it asks now is refused, and nothing is kept about the permission.
 */
export type PromptAnswer = 'deny' | 'once' | 'session' | 'always' | 'dismiss' | 'block';

export interface PromptRequest {
  promptId: string;
  addinId: string;
  displayName: string;
  color: string;
  permission: PermissionName;
  /** "send data to api.example.com" */
  plain: string;
  /** The add-in's own words, shown quoted. */
  reason: string | null;
  /** "Always allow" is offered only after it was allowed once before. */
  offerAlways: boolean;
}

/** An add-in that asks something nobody expects: the question stays behind a badge until the person opens it. */
export interface WaitingQuestion {
  addinId: string;
  displayName: string;
  color: string;
}

export interface UpgradeReport {
  addinId: string;
  displayName: string;
  fromVersion: string;
  toVersion: string;
  reason: 'upgrade' | 'rollback';
  ok: boolean;
  /** Milliseconds during which calls from the window waited. */
  blackoutMs: number;
  framesKept: number;
  problem: Problem | null;
  automatic: boolean;
}

export interface DiagnosticsEntry {
  at: number;
  level: 'info' | 'warn' | 'error';
  addinId: string | null;
  text: string;
}

export interface PartySummary {
  /** "Bulkhead", "The window", or the add-in's name. */
  name: string;
  addinId: string | null;
  generation: number | null;
}

/** Things of one kind that one side holds of another. */
export interface LedgerSummary {
  kind: 'reference' | 'call' | 'view' | 'file' | 'subscription';
  holder: PartySummary;
  owner: PartySummary;
  /** The contract of a reference, a view's title, a file's name. */
  contract: string;
  objects: number;
  /** How often they were received and not given back. */
  tokens: number;
  /** Milliseconds since 1970 of the oldest; null where nobody wrote it down. */
  since: number | null;
  acquiredBy: string;
  /** `remaining`: milliseconds of the one that ends first, null without end. */
  lease: {
    state: 'null' | 'initial' | 'active' | 'renewing' | 'expired';
    remaining: number | null;
    sponsors: string[];
  } | null;
}

/** A contract that several installed add-ins offer. */
export interface ServiceChoice {
  contract: string;
  /** The add-in that answers; null while nobody has chosen. */
  chosen: string | null;
  providers: { addinId: string; displayName: string; version: string; enabled: boolean }[];
}

export interface HostSnapshot {
  host: HostSummary;
  addins: AddinSummary[];
  frames: FrameRecord[];
  processes: ProcessSummary[];
  /** Packages given on the command line, or found while the window was away. */
  staged: StageResult[];
  prompts: PromptRequest[];
  /** Oldest first, each add-in once. */
  waiting: WaitingQuestion[];
  webPages: WebPage[];
  webWall: WebWall;
  theme: ThemeChoice;
}

export type ThemeChoice = 'system' | 'light' | 'dark';

/** What the window may ask of the host. Every argument is validated; failures arrive as a {@link BridgeResult}. */
export interface HostBridge {
  snapshot(): Promise<HostSnapshot>;

  stagePackage(upload: PackageUpload): Promise<StageResult>;
  /** Shows the host's file dialog; the chosen packages arrive as 'staged' events. */
  pickPackages(kind: 'file' | 'folder'): Promise<void>;
  installStaged(stageId: string): Promise<AddinSummary>;
  discardStaged(stageId: string): Promise<void>;

  setEnabled(addinId: string, enabled: boolean): Promise<void>;
  restart(addinId: string): Promise<void>;
  stop(addinId: string): Promise<void>;
  uninstall(addinId: string, keepData: boolean): Promise<void>;
  rollBack(addinId: string): Promise<void>;

  /** Opens a frame, or brings forward the one that is there when the view is not `multiple`. */
  openView(addinId: string, view: string): Promise<void>;
  runCommand(addinId: string, commandId: string): Promise<void>;
  frameClosed(frameId: string): Promise<void>;
  saveLayout(frames: FrameLayout[]): Promise<void>;
  /** The person just acted inside a frame of this add-in: for a moment it may ask, and do what needs a gesture. */
  gesture(addinId: string): Promise<void>;

  /** Starts the domain if need be; its view port arrives on {@link CHANNELS.viewPort}. */
  connect(addinId: string): Promise<void>;
  /** Nothing is on its way to this generation any more. */
  upgradeFrozen(addinId: string, generation: number): Promise<void>;
  /** Every frame of the candidate has its first picture, or why not. */
  upgradePainted(addinId: string, generation: number, problem: string | null): Promise<void>;
  /** The window broke off with a generation that broke the contract. */
  viewViolation(addinId: string, generation: number, message: string): Promise<void>;

  permissions(): Promise<PermissionSummary[]>;
  /** Null takes the person's own answer back. */
  setAnswer(addinId: string, permission: PermissionName, effect: Effect | null): Promise<void>;
  revokeAll(addinId: string): Promise<void>;
  answerPrompt(promptId: string, answer: PromptAnswer): Promise<void>;
  /** The person pressed the badge of this add-in: its oldest waiting question arrives as a 'prompt' event. */
  openQuestion(addinId: string): Promise<void>;
  audit(addinId: string | null): Promise<AuditRow[]>;

  /** What more than one add-in offers, and which of them answers. */
  serviceChoices(): Promise<ServiceChoice[]>;
  /** From the next call on; null takes the choice back. */
  chooseProvider(contract: string, addinId: string | null): Promise<void>;

  diagnostics(): Promise<DiagnosticsEntry[]>;
  /** Who holds what of whom, the most first. */
  ledger(): Promise<LedgerSummary[]>;
  /**
   * What the host recorded of an add-in's control port; null while it has not run. Of the calls only those from number
   * `after` on.
   */
  flight(addinId: string, after: number): Promise<FlightReport | null>;
  /** Who waits for whom at this moment, without what only the window knows. */
  waits(): Promise<WaitEdge[]>;
  /** What became of the events that this add-in told others, or heard of them, since Bulkhead started. */
  serviceEvents(addinId: string): Promise<EventTally[]>;
  /** Shows the host's save dialog and writes the text; false when the person changed their mind. */
  saveReport(text: string): Promise<boolean>;
  setTheme(theme: ThemeChoice): Promise<void>;
}

/** How an answer travels: errors as data, because a clone loses the class and the code. */
export type BridgeResult<Value> = { ok: true; value: Value } | { ok: false; problem: Problem };

/** What the host tells the window, in order, on the bridge port. */
export type HostEvent =
  | { type: 'addins'; addins: AddinSummary[] }
  | { type: 'processes'; processes: ProcessSummary[] }
  | { type: 'walls'; walls: WallSummary[] }
  | { type: 'staged'; result: StageResult }
  | {
      type: 'install-progress';
      stageId: string;
      step: string;
      fraction: number;
    }
  | {
      type: 'frame-open';
      frame: FrameRecord;
      preferred: { width: number; height: number };
    }
  | { type: 'frame-update'; frameId: string; title: string; unsaved: boolean }
  | { type: 'frame-close'; frameId: string }
  | { type: 'frame-reveal'; frameId: string }
  | { type: 'prompt'; prompt: PromptRequest }
  | { type: 'prompt-gone'; promptId: string }
  /** All that wait now; see {@link HostSnapshot.waiting}. */
  | { type: 'questions-waiting'; waiting: WaitingQuestion[] }
  | { type: 'permissions-changed' }
  /** All that may be shown now; what is not in here any more goes at once. */
  | { type: 'web-pages'; webPages: WebPage[] }
  | { type: 'web-wall'; webWall: WebWall }
  /** It was pressed in a web page, which did not get it. */
  | { type: 'leave-page'; key: LeavingKey }
  | {
      type: 'domain';
      addinId: string;
      generation: number;
      state: AddinState;
      problem: Problem | null;
    }
  | { type: 'upgrade-freeze'; addinId: string; generation: number }
  | { type: 'upgrade-draw'; addinId: string; generation: number }
  | { type: 'upgrade-commit'; addinId: string; generation: number }
  | { type: 'upgrade-abandon'; addinId: string; generation: number }
  | { type: 'upgrade-report'; report: UpgradeReport }
  | { type: 'diagnostics'; entry: DiagnosticsEntry }
  | { type: 'menu'; command: string }
  /** The application ends: the window answers with its layout, for the last time. */
  | { type: 'closing' }
  | { type: 'theme'; dark: boolean };

/** Everything that travels on the bridge port besides comlink's own messages. */
export interface HostEventMessage {
  bulkheadEvent: HostEvent;
}
