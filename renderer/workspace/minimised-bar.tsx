import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { AddinSummary } from '../../preload/bridge.ts';
import { Mark } from '../design/mark.tsx';
import type { WorkspaceStore } from './workspace-store.ts';

export interface MinimisedBarProps {
  workspace: WorkspaceStore;
  addins: ReadonlyMap<string, AddinSummary>;
}

export function MinimisedBar({ workspace, addins }: MinimisedBarProps): ReactNode {
  const minimised = useStore(
    workspace.store,
    useShallow((state) => [...state.frames.values()].filter((frame) => frame.mode === 'minimised')),
  );
  if (minimised.length === 0) return null;
  return (
    <div className="minimised-bar" role="toolbar" aria-label="Minimised frames">
      {minimised.map(({ frameId, addinId, title }) => {
        const addin = addins.get(addinId);
        return (
          <button
            key={frameId}
            type="button"
            className="minimised-frame"
            title={`Restore ${title}`}
            onClick={() => workspace.activate(frameId)}
          >
            <Mark name={addin?.displayName ?? addinId} color={addin?.color ?? ''} />
            <span className="ellipsis">{title || 'Untitled'}</span>
          </button>
        );
      })}
    </div>
  );
}
