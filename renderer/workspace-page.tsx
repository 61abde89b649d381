import { type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import { runCommandById } from './commands.ts';
import { createGestureGate } from './gesture-gate.ts';
import type { WindowModel } from './window-model.ts';
import { EmptyWorkspace } from './workspace/empty-workspace.tsx';
import type { FrameHostActions } from './workspace/frame-window.tsx';
import { WorkspaceView } from './workspace/workspace-view.tsx';

export interface WorkspacePageProps {
  model: WindowModel;
  renderContent(frameId: string): ReactNode;
}

export function WorkspacePage({ model, renderContent }: WorkspacePageProps): ReactNode {
  const addins = useStore(model.state, (state) => state.addins);
  const processes = useStore(model.state, (state) => state.processes);
  const isReady = useStore(model.state, (state) => state.phase === 'ready');
  const isHidden = useStore(model.state, (state) => state.page !== 'workspace');
  const byId = useMemo(() => new Map(addins.map((addin) => [addin.id, addin])), [addins]);
  const busy = useMemo(
    () => new Set(processes.filter((process) => process.state === 'busy').map((process) => process.addinId)),
    [processes],
  );
  const actions = useMemo(() => frameActions(model), [model]);
  return (
    <WorkspaceView
      workspace={model.workspace}
      addins={byId}
      busy={busy}
      actions={actions}
      isHidden={isHidden}
      renderContent={renderContent}
      empty={
        isReady ? (
          <EmptyWorkspace
            addins={addins}
            onOpen={(addinId, view) => model.attempt(model.host.bridge.openView(addinId, view))}
            onInstall={() => runCommandById(model, 'file.install')}
            onManage={() => model.showPage('addins')}
          />
        ) : null
      }
    />
  );
}

function frameActions({ host, attempt, links, showPage }: WindowModel): FrameHostActions {
  const { bridge } = host;
  return {
    restart: (addinId) => attempt(bridge.restart(addinId)),
    enable: (addinId) => attempt(bridge.setEnabled(addinId, true).then(() => links.reconnect(addinId))),
    showDetails: (addinId) => showPage('addins', addinId),
    gesture: createGestureGate((addinId) => attempt(bridge.gesture(addinId))),
  };
}
