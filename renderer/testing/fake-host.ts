import type {
  AddinSummary,
  HostBridge,
  HostEvent,
  HostSnapshot,
  PackageUpload,
  PermissionSummary,
  StageResult,
} from '../../preload/bridge.ts';
import type { Host } from '../bridge.ts';
import { ADDINS, AUDIT, FRAMES, HOST, LEDGER, LOG, PERMISSIONS, PROCESSES, STAGED } from './sample-data.ts';
import { sampleEvents, sampleFlight, sampleWaits } from './sample-flight.ts';

export interface FakeHost extends Host {
  /** Sends an event as the host would. */
  emit(event: HostEvent): void;
  /** Every call so far: name and arguments. */
  readonly calls: { name: keyof HostBridge; values: unknown[] }[];
  /** Makes the next call of this name fail with E_INTERNAL. */
  failNext(name: keyof HostBridge): void;
}

/** A host in memory that answers like the real one, for looking at the window and testing its parts. */
export function createFakeHost(change: Partial<HostSnapshot> = {}): FakeHost {
  const handlers = new Set<(event: HostEvent) => void>();
  const calls: FakeHost['calls'] = [];
  const failing = new Set<string>();
  const emit = (event: HostEvent): void => {
    for (const handler of handlers) handler(event);
  };
  const snapshot: HostSnapshot = {
    host: HOST,
    addins: ADDINS,
    frames: FRAMES,
    processes: PROCESSES,
    staged: [],
    prompts: [],
    waiting: [],
    webPages: [],
    webWall: { isDown: false, probe: null },
    theme: 'system',
    ...change,
  };
  const answers = fakeBridge(snapshot, emit);
  const bridge = new Proxy(answers, {
    get(target, name: keyof HostBridge) {
      const method = target[name] as (...values: unknown[]) => Promise<unknown>;
      return async (...values: unknown[]) => {
        calls.push({ name, values });
        if (failing.delete(name)) throw new Error(`${name} was made to fail`);
        return method(...values);
      };
    },
  });
  return {
    bridge,
    events: {
      subscribe(handler) {
        handlers.add(handler);
        return () => void handlers.delete(handler);
      },
    },
    onViewPort: () => undefined,
    onLost: () => undefined,
    emit,
    calls,
    failNext: (name) => void failing.add(name),
  };
}

function fakeBridge(snapshot: HostSnapshot, emit: (event: HostEvent) => void): HostBridge {
  const setAddin = (addinId: string, change: Partial<AddinSummary>): void => {
    snapshot.addins = snapshot.addins.map((addin) => (addin.id === addinId ? { ...addin, ...change } : addin));
    emit({ type: 'addins', addins: snapshot.addins });
  };
  const nothing = async (): Promise<void> => undefined;
  return {
    ...fakePackages(snapshot, emit),
    ...fakePermissions(emit),
    snapshot: async () => snapshot,
    pickPackages: async () => emit({ type: 'staged', result: { ok: true, staged: STAGED } }),
    setEnabled: async (id, enabled) => setAddin(id, { enabled, state: enabled ? 'stopped' : 'disabled' }),
    restart: async (id) => setAddin(id, { state: 'running', problem: null }),
    stop: async (id) => setAddin(id, { state: 'stopped' }),
    rollBack: nothing,
    runCommand: nothing,
    frameClosed: nothing,
    saveLayout: nothing,
    gesture: nothing,
    connect: nothing,
    upgradeFrozen: nothing,
    upgradePainted: nothing,
    viewViolation: nothing,
    serviceChoices: async () => [],
    chooseProvider: nothing,
    openQuestion: async () => emit({ type: 'questions-waiting', waiting: [] }),
    answerPrompt: async (promptId) => emit({ type: 'prompt-gone', promptId }),
    diagnostics: async () => LOG,
    ledger: async () => (snapshot.addins.length === 0 ? [] : LEDGER),
    flight: async (_addinId, after) => sampleFlight(after),
    waits: async () => sampleWaits(),
    serviceEvents: async (addinId) => sampleEvents(addinId),
    saveReport: async () => true,
    setTheme: nothing,
    async openView(addinId, view) {
      const title = snapshot.addins.find((addin) => addin.id === addinId)?.displayName ?? addinId;
      const frameId = `f-${performance.now()}`;
      const frame = { frameId, addinId, view, title, params: null, unsaved: false, bounds: null, order: 9 };
      emit({ type: 'frame-open', frame: { ...frame, mode: 'normal' }, preferred: { width: 480, height: 320 } });
    },
  };
}

function fakePackages(
  snapshot: HostSnapshot,
  emit: (event: HostEvent) => void,
): Pick<HostBridge, 'stagePackage' | 'installStaged' | 'discardStaged' | 'uninstall'> {
  const change = (addins: AddinSummary[]): void => {
    snapshot.addins = addins;
    emit({ type: 'addins', addins });
  };
  return {
    stagePackage: async (upload) => stage(upload),
    async installStaged(stageId) {
      for (const [step, fraction] of [
        ['Copying', 0.3],
        ['Checking the copy', 0.7],
        ['Starting', 0.95],
      ] as const) {
        emit({ type: 'install-progress', stageId, step, fraction });
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      const [first] = ADDINS;
      if (!first) throw new Error('no sample add-in');
      const installed = { ...first, id: STAGED.addinId, displayName: STAGED.displayName, version: STAGED.version };
      change([...snapshot.addins, installed]);
      return installed;
    },
    discardStaged: async () => undefined,
    uninstall: async (id) => change(snapshot.addins.filter((addin) => addin.id !== id)),
  };
}

function stage({ fileName }: PackageUpload): StageResult {
  if (!fileName.includes('bad')) return { ok: true, staged: { ...STAGED, stageId: `stage ${fileName}` } };
  return {
    ok: false,
    fileName,
    problem: {
      code: 'E_HASH',
      title: 'A file of this package was changed after it was packed.',
      message: 'main.js is not the file that addin.json lists.',
      remedy: 'Install a fresh copy of the package.',
    },
  };
}

function fakePermissions(
  emit: (event: HostEvent) => void,
): Pick<HostBridge, 'permissions' | 'setAnswer' | 'revokeAll' | 'audit'> {
  let rows: PermissionSummary[] = PERMISSIONS;
  const change = (next: PermissionSummary[]): void => {
    rows = next;
    emit({ type: 'permissions-changed' });
  };
  return {
    permissions: async () => rows,
    setAnswer: async (addinId, permission, effect) =>
      change(
        rows.map((row) =>
          row.addinId === addinId && row.permission === permission ? { ...row, effect: effect ?? 'ask' } : row,
        ),
      ),
    revokeAll: async (addinId) =>
      change(
        rows.map((row) => (row.addinId === addinId ? { ...row, effect: 'deny', because: ['you, just now'] } : row)),
      ),
    audit: async (addinId) => AUDIT.filter((row) => addinId === null || row.addinId === addinId),
  };
}
