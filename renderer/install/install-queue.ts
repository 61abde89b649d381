import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  AddinSummary,
  HostBridge,
  PackageUpload,
  Problem,
  StagedPackage,
  StageResult,
} from '../../preload/bridge.ts';
import { problemOf } from '../bridge.ts';

/** One package on its way in: being checked, waiting for an answer, being installed, or refused. */
export type InstallItem =
  | { key: string; state: 'checking'; fileName: string }
  | { key: string; state: 'ready'; staged: StagedPackage }
  | { key: string; state: 'installing'; staged: StagedPackage; step: string; fraction: number }
  | { key: string; state: 'refused'; fileName: string; problem: Problem; staged: StagedPackage | null };

export interface InstallState {
  /** The first one is on the sheet. */
  readonly items: readonly InstallItem[];
  /** How many of this round were answered, for "2 of 3". */
  readonly answered: number;
}

export interface InstallQueue {
  readonly store: StoreApi<InstallState>;
  /** Sends dropped files to the host, one after the other, and queues what it says. */
  upload(uploads: readonly PackageUpload[]): void;
  /** A result that the host came up with itself: the command line, its file dialog. */
  add(result: StageResult): void;
  progress(stageId: string, step: string, fraction: number): void;
  /** Resolves with what is installed now, or with null when the package on the sheet was refused after all. */
  install(): Promise<AddinSummary | null>;
  /** Takes the package on the sheet away, refused or not wanted. */
  dismiss(): void;
}

type QueueBridge = Pick<HostBridge, 'stagePackage' | 'installStaged' | 'discardStaged'>;

const EMPTY: InstallState = { items: [], answered: 0 };

export function createInstallQueue(bridge: QueueBridge): InstallQueue {
  const store = createStore<InstallState>(() => EMPTY);
  let lastKey = 0;
  const nextKey = (): string => `package-${++lastKey}`;

  const replace = (key: string, item: InstallItem): void => {
    store.setState(({ items }) => ({ items: items.map((other) => (other.key === key ? item : other)) }));
  };
  const remove = (key: string): void => {
    store.setState(({ items, answered }) => {
      const rest = items.filter((item) => item.key !== key);
      return rest.length === 0 ? EMPTY : { items: rest, answered: answered + 1 };
    });
  };
  const upload = async (uploads: readonly PackageUpload[]): Promise<void> => {
    const queued = uploads.map((one) => ({ one, key: nextKey() }));
    const checking = queued.map(({ one, key }) => ({ key, state: 'checking', fileName: one.fileName }) as const);
    store.setState(({ items }) => ({ items: [...items, ...checking] }));
    for (const { one, key } of queued) {
      const result = await bridge.stagePackage(one).catch((thrown: unknown) => refusal(one.fileName, thrown));
      replace(key, itemOf(key, result));
    }
  };
  return {
    store,
    upload: (uploads) => void upload(uploads),
    add(result) {
      if (isKnown(store.getState(), result)) return;
      store.setState(({ items }) => ({ items: [...items, itemOf(nextKey(), result)] }));
    },
    progress(stageId, step, fraction) {
      const item = store
        .getState()
        .items.find((other) => other.state === 'installing' && other.staged.stageId === stageId);
      if (item?.state === 'installing') replace(item.key, { ...item, step, fraction });
    },
    install: () => installFirst({ bridge, store, replace, remove }),
    dismiss() {
      const [first] = store.getState().items;
      if (!first || first.state === 'installing') return;
      remove(first.key);
      if (first.state === 'ready') bridge.discardStaged(first.staged.stageId).catch(() => undefined);
    },
  };
}

interface QueueParts {
  bridge: QueueBridge;
  store: StoreApi<InstallState>;
  replace(key: string, item: InstallItem): void;
  remove(key: string): void;
}

async function installFirst({ bridge, store, replace, remove }: QueueParts): Promise<AddinSummary | null> {
  const [first] = store.getState().items;
  if (first?.state !== 'ready') return null;
  const { key, staged } = first;
  replace(key, { key, state: 'installing', staged, step: 'Installing', fraction: 0 });
  try {
    const addin = await bridge.installStaged(staged.stageId);
    remove(key);
    return addin;
  } catch (thrown) {
    const fileName = `${staged.displayName} ${staged.version}`;
    replace(key, { key, state: 'refused', fileName, problem: problemOf(thrown), staged });
    return null;
  }
}

function itemOf(key: string, result: StageResult): InstallItem {
  if (result.ok) return { key, state: 'ready', staged: result.staged };
  return { key, state: 'refused', fileName: result.fileName, problem: result.problem, staged: null };
}

function refusal(fileName: string, thrown: unknown): StageResult {
  return { ok: false, fileName, problem: problemOf(thrown) };
}

/** A snapshot can repeat what an event already brought. */
function isKnown({ items }: InstallState, result: StageResult): boolean {
  if (!result.ok) return false;
  const { stageId } = result.staged;
  return items.some((item) => 'staged' in item && item.staged?.stageId === stageId);
}
