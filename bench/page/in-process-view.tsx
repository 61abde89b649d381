import { memo, type ReactNode, useSyncExternalStore } from 'react';
import { ButtonPart } from '../../renderer/remote-ui/components/action-parts.tsx';
import { RowPart, SpacerPart, StackPart } from '../../renderer/remote-ui/components/layout-parts.tsx';
import { BadgePart } from '../../renderer/remote-ui/components/status-parts.tsx';
import { TextPart } from '../../renderer/remote-ui/components/text-parts.tsx';
import type { LargeRow } from '../addin/src/rows.ts';
import { InProcessFrame, props, UNUSED } from './in-process-frame.tsx';
import { inProcess } from './in-process-store.ts';

/**
 * The large view of the bench add-in as an application without add-ins would write it: React in this page, the same
 * host components, the same data, the same rows skipped. The measure for what a view from another process costs.
 */
export function InProcessView(): ReactNode {
  const { rows, revision } = useSyncExternalStore(inProcess.subscribe, inProcess.snapshot);
  return (
    <InProcessFrame view="in-process" events={UNUSED}>
      <StackPart node={props('Stack', { gap: 'none' })}>
        {rows.map((row) => (
          <InProcessRow key={row.id} row={row} />
        ))}
        <TextPart node={props('Text', { tone: 'muted', text: `revision ${revision}` })} />
      </StackPart>
    </InProcessFrame>
  );
}

const InProcessRow = memo(function InProcessRow({ row }: { row: LargeRow }): ReactNode {
  return (
    <RowPart node={props('Row', { gap: 'm', padding: 'xs' })}>
      <TextPart node={props('Text', { mono: true, text: String(row.id) })} />
      <StackPart node={props('Stack', { gap: 'none' })}>
        <TextPart node={props('Text', { weight: 'medium', text: row.title })} />
        <TextPart node={props('Text', { tone: 'muted', text: row.detail })} />
      </StackPart>
      <BadgePart node={props('Badge', { tone: row.tone, text: row.tone })} />
      <SpacerPart />
      <TextPart node={props('Text', { numeric: true, text: row.amount })} />
      <TextPart node={props('Text', { text: row.date })} />
      <ButtonPart node={props('Button', { kind: 'quiet', text: 'Open' })} />
    </RowPart>
  );
});
