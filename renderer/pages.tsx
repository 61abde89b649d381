import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { AddinSummary, AuditRow, PermissionSummary, ServiceChoice } from '../preload/bridge.ts';
import { DiagnosticsPage } from './diagnostics/diagnostics-page.tsx';
import { useLedger } from './diagnostics/use-ledger.ts';
import { GalleryPage } from './gallery/gallery-page.tsx';
import { galleryActions, permissionActions } from './page-actions.ts';
import { PermissionsPage } from './permissions/permissions-page.tsx';
import type { WindowModel } from './window-model.ts';

/** The page that lies over the workspace, if any. */
export function Pages({ model }: { model: WindowModel }): ReactNode {
  const page = useStore(model.state, (state) => state.page);
  switch (page) {
    case 'addins':
      return <Gallery model={model} />;
    case 'permissions':
      return <Permissions model={model} />;
    case 'diagnostics':
      return <Diagnostics model={model} />;
    case 'workspace':
      return null;
  }
}

function Gallery({ model }: { model: WindowModel }): ReactNode {
  const shown = useStore(
    model.state,
    useShallow(({ addins, processes, focusedAddin }) => ({ addins, processes, focusedAddin })),
  );
  const [choices, readChoices] = useServiceChoices(model, shown.addins);
  const actions = useMemo(() => galleryActions(model, readChoices), [model, readChoices]);
  return <GalleryPage {...shown} choices={choices} actions={actions} />;
}

/** Reads them when the page opens, when the add-ins change, and when asked to. */
function useServiceChoices(
  { host, attempt }: WindowModel,
  addins: readonly AddinSummary[],
): [readonly ServiceChoice[], () => Promise<void>] {
  const [choices, setChoices] = useState<readonly ServiceChoice[]>([]);
  const read = useCallback(async () => setChoices(await host.bridge.serviceChoices()), [host]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the add-ins stand for what is read.
  useEffect(() => attempt(read()), [attempt, read, addins]);
  return [choices, read];
}

function Permissions({ model }: { model: WindowModel }): ReactNode {
  const { addins, focusedAddin, permissionsVersion } = useStore(
    model.state,
    useShallow(({ addins, focusedAddin, permissionsVersion }) => ({ addins, focusedAddin, permissionsVersion })),
  );
  const access = useAccess(model, permissionsVersion);
  const actions = useMemo(() => permissionActions(model, () => access?.permissions ?? []), [model, access]);
  return (
    <PermissionsPage
      key={focusedAddin}
      addins={addins}
      permissions={access?.permissions ?? null}
      audit={access?.audit ?? []}
      focusedAddin={focusedAddin}
      now={access?.readAt ?? Date.now()}
      actions={actions}
    />
  );
}

interface Access {
  permissions: readonly PermissionSummary[];
  audit: readonly AuditRow[];
  readAt: number;
}

/** Reads the permissions when the page opens and whenever the host says that they changed. */
function useAccess({ host, attempt }: WindowModel, version: number): Access | null {
  const [access, setAccess] = useState<Access | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what is read.
  useEffect(() => {
    let isCurrent = true;
    const read = async (): Promise<void> => {
      const [permissions, audit] = await Promise.all([host.bridge.permissions(), host.bridge.audit(null)]);
      if (isCurrent) setAccess({ permissions, audit, readAt: Date.now() });
    };
    attempt(read());
    return () => {
      isCurrent = false;
    };
  }, [host, attempt, version]);
  return access;
}

function Diagnostics({ model }: { model: WindowModel }): ReactNode {
  const shown = useStore(
    model.state,
    useShallow(({ host, addins, processes, log, focusedAddin }) => ({ host, addins, processes, log, focusedAddin })),
  );
  const { host, attempt, state, links, workspace, toasts } = model;
  useEffect(() => {
    attempt(host.bridge.diagnostics().then((log) => state.setState({ log })));
  }, [host, attempt, state]);
  const actions = useMemo(
    () => ({
      restart: (addinId: string) => attempt(host.bridge.restart(addinId)),
      stop: (addinId: string) => attempt(host.bridge.stop(addinId)),
      save: (text: string) => attempt(saveReport({ host, toasts }, text)),
    }),
    [host, attempt, toasts],
  );
  const ledger = useLedger(host, shown.processes);
  const flights = useMemo(
    () => ({
      flight: (addinId: string, after: number) => host.bridge.flight(addinId, after),
      waits: () => host.bridge.waits(),
      serviceEvents: (addinId: string) => host.bridge.serviceEvents(addinId),
      views: (addinId: string) => links.find(addinId)?.diagnostics,
    }),
    [host, links],
  );
  const titleOf = (frameId: string): string | undefined => workspace.store.getState().frames.get(frameId)?.title;
  return <DiagnosticsPage {...shown} {...{ ledger, actions, flights, titleOf }} />;
}

async function saveReport({ host, toasts }: Pick<WindowModel, 'host' | 'toasts'>, text: string): Promise<void> {
  const isSaved = await host.bridge.saveReport(text);
  if (isSaved) toasts.show({ tone: 'good', title: 'The report is saved', lasts: NOTE_LASTS, id: 'report saved' });
}

/** Milliseconds. */
const NOTE_LASTS = 5_000;
