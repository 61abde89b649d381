import { ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Effect, PermissionName } from '../../addins/protocol/permissions.ts';
import type { AddinSummary, AuditRow, PermissionSummary } from '../../preload/bridge.ts';
import { Button } from '../design/button.tsx';
import { EmptyPage } from '../design/empty-page.tsx';
import { Page } from '../design/page.tsx';
import { AddinAccess } from './addin-access.tsx';
import { AddinList } from './addin-list.tsx';
import './permissions.css';

export interface PermissionActions {
  setAnswer(addinId: string, permission: PermissionName, effect: Effect | null): void;
  revokeAll(addinId: string): void;
  stop(addinId: string): void;
  openGallery(): void;
}

export interface PermissionsPageProps {
  addins: readonly AddinSummary[];
  /** Null until the host has answered. */
  permissions: readonly PermissionSummary[] | null;
  audit: readonly AuditRow[];
  focusedAddin: string | null;
  now: number;
  actions: PermissionActions;
}

export function PermissionsPage(props: PermissionsPageProps): ReactNode {
  const { addins, permissions, audit, focusedAddin, now, actions } = props;
  const [chosen, setChosen] = useState(focusedAddin);
  const current = addins.find((addin) => addin.id === chosen) ?? addins[0];
  return (
    <Page title="Permissions" subtitle="What each add-in may do, who decided it, and which wall holds it.">
      {current ? (
        <div className="access">
          <AddinList addins={addins} chosen={current.id} onChoose={setChosen} />
          <AddinAccess
            key={current.id}
            addin={current}
            permissions={permissions?.filter((permission) => permission.addinId === current.id) ?? null}
            audit={audit.filter((row) => row.addinId === current.id)}
            now={now}
            actions={actions}
          />
        </div>
      ) : (
        <EmptyPage
          icon={<ShieldCheck aria-hidden="true" />}
          title="Nobody may do anything"
          text="Nothing is installed yet. When you install an add-in, you see and change here what it may do, and why."
        >
          <Button onClick={actions.openGallery}>Go to Add-ins</Button>
        </EmptyPage>
      )}
    </Page>
  );
}
