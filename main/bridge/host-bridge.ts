import type { HostBridge, HostSnapshot, PackageUpload } from '../../preload/bridge.ts';
import type { FlightDesk } from './flight-desk.ts';
import type { FramesDesk } from './frames-desk.ts';
import type { PackagesDesk } from './packages-desk.ts';
import type { PermissionsDesk } from './permissions-desk.ts';
import type { ServiceChoices } from './service-choices.ts';
import type { WindowFrames } from './window-frames.ts';

export interface HostBridgeOptions {
  snapshot(): HostSnapshot;
  packages: PackagesDesk;
  frames: FramesDesk;
  windowFrames: WindowFrames;
  permissions: PermissionsDesk;
  flights: FlightDesk;
  choices: ServiceChoices;
  addins: { restart(addinId: string): Promise<void>; stop(addinId: string, reason: string): Promise<void> };
  pickPackages(kind: 'file' | 'folder'): Promise<void>;
  gesture(addinId: string): void;
  diagnostics: HostBridge['diagnostics'];
  ledger: HostBridge['ledger'];
  saveReport: HostBridge['saveReport'];
  setTheme: HostBridge['setTheme'];
}

/** Answers the window by calling the desks; translates only. */
export function createHostBridge(options: HostBridgeOptions): HostBridge {
  const { packages, frames, windowFrames, permissions, flights, choices, addins } = options;
  return {
    snapshot: async () => options.snapshot(),
    stagePackage: (upload: PackageUpload) => packages.stageUpload(upload),
    pickPackages: (kind) => options.pickPackages(kind),
    installStaged: (stageId) => packages.install(stageId),
    discardStaged: async (stageId) => packages.discard(stageId),
    setEnabled: (addinId, enabled) => packages.setEnabled(addinId, enabled),
    restart: (addinId) => addins.restart(addinId),
    stop: (addinId) => addins.stop(addinId, 'you stopped it'),
    uninstall: (addinId, keepData) => packages.uninstall(addinId, keepData),
    rollBack: (addinId) => packages.rollBack(addinId),
    openView: async (addinId, view) => frames.openForPerson(addinId, view),
    runCommand: (addinId, commandId) => frames.runCommand(addinId, commandId),
    frameClosed: async (frameId) => frames.close(frameId),
    saveLayout: async (layouts) => {
      frames.place(layouts);
      windowFrames.placed();
    },
    gesture: async (addinId) => options.gesture(addinId),
    connect: (addinId) => frames.connect(addinId),
    upgradeFrozen: async (addinId, generation) => windowFrames.frozen(addinId, generation),
    upgradePainted: async (addinId, generation, problem) => windowFrames.painted(addinId, generation, problem),
    viewViolation: async (addinId, generation, message) => frames.viewViolation(addinId, generation, message),
    permissions: async () => permissions.list(),
    setAnswer: async (addinId, permission, effect) => permissions.setAnswer(addinId, permission, effect),
    revokeAll: async (addinId) => permissions.revokeAll(addinId),
    answerPrompt: async (promptId, answer) => permissions.answerPrompt(promptId, answer),
    openQuestion: async (addinId) => permissions.openQuestion(addinId),
    audit: async (addinId) => permissions.audit(addinId),
    serviceChoices: async () => choices.list(),
    chooseProvider: async (contract, addinId) => choices.choose(contract, addinId),
    diagnostics: options.diagnostics,
    ledger: options.ledger,
    flight: async (addinId, after) => flights.report(addinId, after),
    waits: async () => flights.waits(),
    serviceEvents: async (addinId) => flights.events(addinId),
    saveReport: options.saveReport,
    setTheme: options.setTheme,
  };
}
