import { PackagePlus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AddinSummary } from '../../preload/bridge.ts';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Mark } from '../design/mark.tsx';
import './empty-workspace.css';

export interface EmptyWorkspaceProps {
  addins: readonly AddinSummary[];
  onOpen(addinId: string, view: string): void;
  onInstall(): void;
  onManage(): void;
}

/** A handful is a start; the Add-ins page has them all. */
const MOST_OFFERED = 6;

/** What the workspace says while nothing is open: what could be, or how to get something. */
export function EmptyWorkspace({ addins, onOpen, onInstall, onManage }: EmptyWorkspaceProps): ReactNode {
  const usable = addins.filter((addin) => addin.enabled && addin.state !== 'revoked' && addin.views.length > 0);
  if (usable.length === 0) {
    return (
      <EmptyState
        icon={<PackagePlus size={30} strokeWidth={1.5} aria-hidden="true" />}
        title="Drop an add-in here"
        text="Drag an .addin file or an add-in folder onto this window. You see what it may do before anything runs."
      >
        <Button look="primary" onClick={onInstall}>
          Choose a file…
        </Button>
        <Button onClick={onManage}>About add-ins</Button>
      </EmptyState>
    );
  }
  return (
    <section className="start-list" aria-label="Open an add-in">
      <h2>Open an add-in</h2>
      <ul>
        {usable.slice(0, MOST_OFFERED).map((addin) => (
          <StartItem key={addin.id} addin={addin} onOpen={onOpen} />
        ))}
      </ul>
      <p className="soft">
        {usable.length > MOST_OFFERED ? `${usable.length - MOST_OFFERED} more on the Add-ins page. ` : ''}
        Drop an .addin file anywhere on this window to install another.
      </p>
    </section>
  );
}

function StartItem({ addin, onOpen }: { addin: AddinSummary } & Pick<EmptyWorkspaceProps, 'onOpen'>): ReactNode {
  const [view] = addin.views;
  if (!view) return null;
  return (
    <li>
      <button type="button" className="start-item" onClick={() => onOpen(addin.id, view.id)}>
        <Mark name={addin.displayName} color={addin.color} size={30} />
        <span className="start-words">
          <b className="ellipsis">{addin.displayName}</b>
          <span className="soft ellipsis">{addin.description || view.title}</span>
        </span>
      </button>
    </li>
  );
}
