import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { AddinSummary } from '../../preload/bridge.ts';
import { type FrameHostActions, FrameWindow } from './frame-window.tsx';
import { MinimisedBar } from './minimised-bar.tsx';
import { UnsavedDialog } from './unsaved-dialog.tsx';
import type { WorkspaceStore } from './workspace-store.ts';
import './workspace.css';

export interface WorkspaceViewProps {
  workspace: WorkspaceStore;
  addins: ReadonlyMap<string, AddinSummary>;
  /** Add-ins whose process does not answer. */
  busy: ReadonlySet<string>;
  actions: FrameHostActions;
  /** Another page lies over the workspace; the frames stay as they are below it. */
  isHidden: boolean;
  renderContent(frameId: string): ReactNode;
  /** Shown while no frame is open. */
  empty: ReactNode;
}

export function WorkspaceView(props: WorkspaceViewProps): ReactNode {
  const { workspace, addins, busy, actions, isHidden, renderContent, empty } = props;
  const canvas = useRef<HTMLDivElement>(null);
  useMeasuredArea(canvas, workspace);
  const open = useStore(
    workspace.store,
    useShallow((state) => [...state.frames.values()].map(({ frameId, addinId }) => `${addinId}\n${frameId}`)),
  );
  return (
    <div className="workspace-page" data-hidden={isHidden || undefined} inert={isHidden}>
      <div ref={canvas} className="workspace" tabIndex={-1}>
        {open.length === 0 ? <div className="workspace-empty">{empty}</div> : null}
        {open.map((key) => {
          const [addinId = '', frameId = ''] = key.split('\n');
          return (
            <FrameWindow
              key={frameId}
              frameId={frameId}
              workspace={workspace}
              addin={addins.get(addinId)}
              isBusy={busy.has(addinId)}
              actions={actions}
              renderContent={renderContent}
            />
          );
        })}
      </div>
      <MinimisedBar workspace={workspace} addins={addins} />
      <UnsavedDialog workspace={workspace} addins={addins} />
    </div>
  );
}

function useMeasuredArea(canvas: React.RefObject<HTMLDivElement | null>, workspace: WorkspaceStore): void {
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const measure = (): void => workspace.measure({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [canvas, workspace]);
}
