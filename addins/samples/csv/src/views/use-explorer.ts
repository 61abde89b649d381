import { type Host, useFrame, useHost, useKept } from '@bulkhead/sdk';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { Explorer } from '../explorer.ts';
import type { ExplorerState } from '../explorer-state.ts';
import { openRequests } from '../open-requests.ts';
import { INITIAL_SETTINGS, type Settings, settingsFor } from '../settings.ts';
import { useSettled } from './use-settled.ts';

/** Milliseconds without a key after which a filter is taken to be complete. */
const TYPING_PAUSE = 300;
const FILE_TYPES = ['.csv', '.tsv', '.txt'];

/** What the parts of the view work with. */
export interface ExplorerView {
  readonly explorer: Explorer;
  readonly state: ExplorerState;
  readonly settings: Settings;
  choose(change: Partial<Settings>): void;
  /** The filter is complete: do not wait for more keys. */
  applyFilter(): void;
  openFile(): Promise<void>;
  saveRows(): Promise<void>;
  /** Stops the work under way and takes back the choice that started it. */
  cancel(): void;
}

export function useExplorer(): ExplorerView {
  const host = useHost();
  const [settings, setSettings] = useKept<Settings>('settings', INITIAL_SETTINGS);
  const [explorer] = useState(() => new Explorer({ now: () => Date.now(), pause }));
  const state = useSyncExternalStore(explorer.subscribe, explorer.getState);
  const choose = useCallback(
    (change: Partial<Settings>) => setSettings((current) => ({ ...current, ...change }) as Settings),
    [setSettings],
  );
  const applyFilter = useArranging(explorer, settings);
  const openFile = useCallback(
    () => pickAndOpen(host, explorer, (fileName) => setSettings((before) => settingsFor(fileName, before))),
    [host, explorer, setSettings],
  );
  useEffect(
    () => openRequests.add({ isFree: () => explorer.getState().phase === 'empty', open: openFile }),
    [explorer, openFile],
  );
  useEffect(() => () => explorer.close(), [explorer]);
  useFrame({ title: settings.fileName ?? 'CSV Explorer' });
  return {
    explorer,
    state,
    settings,
    choose,
    applyFilter,
    openFile,
    saveRows: () => pickAndSave(host, explorer),
    cancel() {
      explorer.cancel();
      if (state.table) choose(explorer.shown);
    },
  };
}

/** Keeps what is shown in line with the choices. Answers how to take the filter without waiting. */
function useArranging(explorer: Explorer, { filter, sort, statistics }: Settings): () => void {
  const { table } = useSyncExternalStore(explorer.subscribe, explorer.getState);
  const { settled, settle } = useSettled(filter, TYPING_PAUSE);
  useEffect(() => {
    if (table) void explorer.arrange({ filter: settled, sort, statistics });
  }, [explorer, table, settled, sort, statistics]);
  return settle;
}

/** Resolves once a file is picked; reading it has its own progress and its own way to cancel. */
async function pickAndOpen(host: Host, explorer: Explorer, onOpened: (fileName: string) => void): Promise<void> {
  const [file] = await host.files.open({ types: FILE_TYPES });
  if (!file) return;
  void explorer.open(file).then((opened) => {
    if (opened) onOpened(file.name);
    // Its bytes are here now, or not wanted; the host need not keep it open.
    return file.close().catch((error: unknown) => host.log.warn(`${file.name} was not closed: ${error}`));
  });
}

async function pickAndSave(host: Host, explorer: Explorer): Promise<void> {
  const { fileName } = explorer.getState();
  if (fileName === null) return;
  const dot = fileName.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [fileName.slice(0, dot), fileName.slice(dot)] : [fileName, '.csv'];
  const file = await host.files.save({ suggestedName: `${stem}-filtered${ending}`, types: FILE_TYPES });
  if (file) void explorer.save(file);
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
