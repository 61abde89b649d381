import { AppWindow } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { EmptyPage } from '../design/empty-page.tsx';
import { PickField } from '../design/pick-field.tsx';
import type { FrameDiagnostics, ViewDiagnostics } from '../remote-ui/link-diagnostics.ts';
import { PictureLogCard } from './picture-log-card.tsx';
import { TreeCard } from './tree-card.tsx';

export interface ViewsViewProps {
  frames: readonly FrameDiagnostics[];
  views: Pick<ViewDiagnostics, 'dumpTree'> | undefined;
  /** The title of a frame, as the person sees it. */
  titleOf(frameId: string): string | undefined;
}

/** What an add-in draws: every picture it sent for one of its windows, and what the window holds of it. */
export function ViewsView({ frames, views, titleOf }: ViewsViewProps): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const frame = frames.find(({ frameId }) => frameId === chosen) ?? frames[0];
  if (!frame || !views) return <NoFrames />;
  return (
    <div className="calls-view">
      <PickField
        label="Window"
        value={frame.frameId}
        options={frames.map(({ frameId, view }) => ({ value: frameId, label: titleOf(frameId) ?? view }))}
        onPick={setChosen}
      />
      <div className="views-parts">
        <PictureLogCard frame={frame} />
        <TreeCard frame={frame} views={views} />
      </div>
    </div>
  );
}

function NoFrames(): ReactNode {
  return (
    <EmptyPage
      icon={<AppWindow size={22} aria-hidden="true" />}
      title="No window of this add-in is open"
      text="Open one of its windows in the workspace. Here you see every picture it sends: how many operations, how long drawing took, and when it was told so; and the tree of parts that the window holds."
    />
  );
}
