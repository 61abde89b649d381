import { RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Effect, PermissionName } from '../../addins/protocol/permissions.ts';
import type { PermissionSummary } from '../../preload/bridge.ts';
import { IconButton } from '../design/button.tsx';
import { Chip } from '../design/chip.tsx';
import { formatAgo, formatCount, plural } from '../design/format.ts';
import { Scroller } from '../design/scroller.tsx';
import { type Segment, Segmented } from '../design/segmented.tsx';
import '../design/table.css';

export interface PermissionTableProps {
  permissions: readonly PermissionSummary[];
  now: number;
  /** Null takes the person's own answer back. */
  onAnswer(permission: PermissionName, effect: Effect | null): void;
}

export function PermissionTable({ permissions, now, onAnswer }: PermissionTableProps): ReactNode {
  return (
    <Scroller className="table-scroll">
      <table className="table access-table">
        <thead>
          <tr>
            <th scope="col">It may</th>
            <th scope="col">Scope</th>
            <th scope="col">Answer</th>
            <th scope="col">Because</th>
            <th scope="col">Held by</th>
            <th scope="col">Last used</th>
          </tr>
        </thead>
        <tbody>
          {permissions.map((permission) => (
            <Row key={permission.permission} permission={permission} now={now} onAnswer={onAnswer} />
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

type RowProps = Pick<PermissionTableProps, 'now' | 'onAnswer'> & { permission: PermissionSummary };

function Row({ permission, now, onAnswer }: RowProps): ReactNode {
  const { plain, scope, effect, because, heldBy } = permission;
  const [deciding = 'nobody allowed it', ...others] = because;
  return (
    <tr data-permission={permission.permission}>
      <th scope="row">{plain}</th>
      <td className="soft">{scope}</td>
      <td className="tight">
        <span className="access-answer">
          <Segmented
            label={`May it ${plain}?`}
            value={effect}
            segments={segmentsFor(permission)}
            onChange={(next) => onAnswer(permission.permission, next)}
          />
          {isOwnAnswer(permission) ? (
            <IconButton label="Take my answer back" onClick={() => onAnswer(permission.permission, null)}>
              <RotateCcw size={13} aria-hidden="true" />
            </IconButton>
          ) : null}
        </span>
      </td>
      <td title={others.length > 0 ? `Also: ${others.join(', ')}` : undefined}>{deciding}</td>
      <td>
        <span className="access-held">
          {heldBy.map((wall) => (
            <Chip key={wall} tone="good">
              {wall}
            </Chip>
          ))}
        </span>
      </td>
      <td className="tight">
        <LastUse permission={permission} now={now} />
      </td>
    </tr>
  );
}

const ORDER: readonly Effect[] = ['deny', 'ask', 'allow'];

const ANSWERS: Readonly<Record<Effect, Pick<Segment<Effect>, 'label' | 'tone'>>> = {
  deny: { label: 'Deny', tone: 'danger' },
  ask: { label: 'Ask', tone: 'caution' },
  allow: { label: 'Allow', tone: 'good' },
};

function segmentsFor({ ceiling, because }: PermissionSummary): Segment<Effect>[] {
  const highest = ORDER.indexOf(ceiling);
  return ORDER.map((value, index) => {
    const segment = { value, ...ANSWERS[value] };
    return index <= highest
      ? segment
      : { ...segment, disabled: true, title: `Not possible: ${because[0] ?? 'a rule'}` };
  });
}

function isOwnAnswer({ because }: PermissionSummary): boolean {
  return because[0]?.startsWith('your answer') ?? false;
}

function LastUse({ permission, now }: { permission: PermissionSummary; now: number }): ReactNode {
  const { lastUsed, useCount, refusedCount } = permission;
  if (lastUsed === null && refusedCount === 0) return <span className="soft">never</span>;
  const counts = [
    useCount > 0 ? plural(useCount, 'time') : '',
    refusedCount > 0 ? `${formatCount(refusedCount)} refused` : '',
  ];
  return (
    <span className="access-use">
      {lastUsed === null ? null : <span>{formatAgo(lastUsed, now)}</span>}
      <span className="soft">{counts.filter(Boolean).join(' · ')}</span>
    </span>
  );
}
