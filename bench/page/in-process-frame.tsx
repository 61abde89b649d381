import { type ReactNode, useMemo } from 'react';
import { type CatalogueEntry, catalogue } from '../../addins/protocol/ui/catalogue.ts';
import { ViewPart } from '../../renderer/remote-ui/components/layout-parts.tsx';
import type { HostNode } from '../../renderer/remote-ui/host-node.ts';
import { ViewContext, type ViewContextValue } from '../../renderer/remote-ui/view-context.ts';

/** What a part asks of its node besides the properties. */
const IDLE = { running: 0, calls: [], draft: null };

/** The properties of a part in the form in which parts take them, without any of the machinery behind it. */
export function props(name: string, own: Record<string, unknown>): HostNode {
  const { initials } = catalogue.get(name) as CatalogueEntry;
  return { ...IDLE, props: { ...initials, ...own } } as unknown as HostNode;
}

/** What the parts of a view tell, as far as this view listens. */
export type InProcessEvents = Partial<ViewContextValue['events']>;

/** Of a view in which nobody does anything. */
export const UNUSED: InProcessEvents = { command: () => undefined };

interface InProcessFrameProps {
  view: string;
  events: InProcessEvents;
  children: ReactNode;
}

/** What stands around a view that is drawn in this page, as around an add-in's. */
export function InProcessFrame({ view, events, children }: InProcessFrameProps): ReactNode {
  const context = useMemo(() => createContext(events), [events]);
  return (
    <div className="remote-view" data-phase="live" data-in-process={view}>
      <ViewContext value={context}>
        <div className="rv-content">
          <ViewPart node={props('Stack', {})}>{children}</ViewPart>
        </div>
      </ViewContext>
      <div className="rv-overlay" />
    </div>
  );
}

function createContext(events: InProcessEvents): ViewContextValue {
  return {
    events: events as ViewContextValue['events'],
    shortcuts: { add: () => () => undefined },
    isLive: true,
    inspect: null,
    addinId: 'bench',
    overlay: null,
    toasts: null,
    openDialog: () => () => undefined,
  };
}
