import { Ban, CircleStop } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PermissionName } from '../../addins/protocol/permissions.ts';
import type { AddinSummary, AuditRow, PermissionSummary } from '../../preload/bridge.ts';
import { Button } from '../design/button.tsx';
import { Mark } from '../design/mark.tsx';
import { AuditList } from './audit-list.tsx';
import { PermissionTable } from './permission-table.tsx';
import type { PermissionActions } from './permissions-page.tsx';

export interface AddinAccessProps {
  addin: AddinSummary;
  permissions: readonly PermissionSummary[] | null;
  audit: readonly AuditRow[];
  now: number;
  actions: PermissionActions;
}

const ALIVE: ReadonlySet<AddinSummary['state']> = new Set(['running', 'starting', 'upgrading']);

/** Everything about the rights of one add-in. */
export function AddinAccess({ addin, permissions, audit, now, actions }: AddinAccessProps): ReactNode {
  const { id, displayName } = addin;
  const mayAnything = permissions?.some((permission) => permission.effect !== 'deny') ?? false;
  return (
    <div className="access-detail">
      <section className="card" aria-label={`Permissions of ${displayName}`}>
        <header className="card-head access-head">
          <Mark name={displayName} color={addin.color} size={32} />
          <div className="access-words">
            <h2 className="ellipsis">
              {displayName} <span className="soft number">{addin.version}</span>
            </h2>
            <span className="soft ellipsis">
              {addin.signed ? 'signed' : 'unsigned'}
              {addin.publisher ? ` · ${addin.publisher}` : ''}
            </span>
          </div>
          <Button disabled={!mayAnything} onClick={() => actions.revokeAll(id)}>
            <Ban size={14} aria-hidden="true" />
            Revoke all
          </Button>
          <Button disabled={!ALIVE.has(addin.state)} onClick={() => actions.stop(id)}>
            <CircleStop size={14} aria-hidden="true" />
            Stop now
          </Button>
        </header>
        <Permissions {...{ addin, permissions, now, actions }} />
      </section>
      <AuditList rows={audit} plain={plainOf(permissions ?? [])} now={now} />
    </div>
  );
}

function plainOf(permissions: readonly PermissionSummary[]): (name: PermissionName) => string | undefined {
  const words = new Map(permissions.map(({ permission, plain }) => [permission, plain]));
  return (name) => words.get(name);
}

function Permissions({ addin, permissions, now, actions }: Omit<AddinAccessProps, 'audit'>): ReactNode {
  if (permissions === null) return <p className="access-note soft">Reading…</p>;
  if (permissions.length === 0) {
    return <p className="access-note soft">{addin.displayName} asks for nothing beyond its own windows.</p>;
  }
  return (
    <PermissionTable
      permissions={permissions}
      now={now}
      onAnswer={(permission, effect) => actions.setAnswer(addin.id, permission, effect)}
    />
  );
}
