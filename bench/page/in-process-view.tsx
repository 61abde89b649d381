import { memo, type ReactNode, useState, useSyncExternalStore } from 'react';
import { type CatalogueEntry, catalogue } from '../../addins/protocol/ui/catalogue.ts';
import { ButtonPart } from '../../renderer/remote-ui/components/action-parts.tsx';
import { RowPart, SpacerPart, StackPart, ViewPart } from '../../renderer/remote-ui/components/layout-parts.tsx';
import { BadgePart } from '../../renderer/remote-ui/components/status-parts.tsx';
import { TextPart } from '../../renderer/remote-ui/components/text-parts.tsx';
import type { HostNode } from '../../renderer/remote-ui/host-node.ts';
import { ViewContext, type ViewContextValue } from '../../renderer/remote-ui/view-context.ts';
import type { LargeRow } from '../addin/src/rows.ts';
import { inProcess } from './in-process-store.ts';

/** What a part asks of its node besides the properties. */
const IDLE = { running: 0, calls: [], draft: null };

/** The properties of a part in the form in which parts take them, without any of the machinery behind it. */
function props(name: string, own: Record<string, unknown>): HostNode {
  const { initials } = catalogue.get(name) as CatalogueEntry;
  return { ...IDLE, props: { ...initials, ...own } } as unknown as HostNode;
}

/**
 * The large view of the bench add-in as an application without add-ins would write it: React in this page, the same
 * host components, the same data, the same rows skipped. The measure for what a view from another process costs.
 */
export function InProcessView(): ReactNode {
  const { rows, revision } = useSyncExternalStore(inProcess.subscribe, inProcess.snapshot);
  const [context] = useState(createContext);
  return (
    <div className="remote-view" data-phase="live">
      <ViewContext value={context}>
        <ViewPart node={props('Stack', {})}>
          <StackPart node={props('Stack', { gap: 'none' })}>
            {rows.map((row) => (
              <InProcessRow key={row.id} row={row} />
            ))}
            <TextPart node={props('Text', { tone: 'muted', text: `revision ${revision}` })} />
          </StackPart>
        </ViewPart>
      </ViewContext>
      <div className="rv-overlay" />
    </div>
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

/** Nobody presses anything in here. */
function createContext(): ViewContextValue {
  return {
    events: { command: () => undefined } as unknown as ViewContextValue['events'],
    shortcuts: { add: () => () => undefined },
    isLive: true,
    inspect: null,
    overlay: null,
    toasts: null,
    openDialog: () => () => undefined,
  };
}
