import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '../design/button.tsx';
import { Scroller } from '../design/scroller.tsx';
import type { AddinLink, LinkedFrame } from './addin-link.ts';
import { partRegistry } from './components/registry.ts';
import { elementOf } from './element-tree.ts';
import { watchFocus } from './frame-presence.ts';
import type { FrameViewProblem } from './frame-view.ts';
import { createShortcuts, watchKeys } from './shortcuts.ts';
import { ViewContext } from './view-context.ts';
import './remote-view.css';

/** Draws what one frame of an add-in shows, and says so when there is nothing to show. */
export function RemoteView({ link, frameId }: { link: AddinLink; frameId: string }): ReactNode {
  const frame = useSyncExternalStore(link.subscribe, () => link.frame(frameId));
  return frame ? (
    <FrameSurface key={frameId} addinId={link.addinId} frame={frame} reopen={() => link.reopenView(frameId)} />
  ) : (
    <Waiting />
  );
}

interface FrameSurfaceProps {
  addinId: string;
  frame: LinkedFrame;
  reopen: () => void;
}

function FrameSurface({ addinId, frame, reopen }: FrameSurfaceProps): ReactNode {
  const { view, events, presence } = frame;
  const { phase, root, problem, inspect } = useSyncExternalStore(view.subscribe, view.getSnapshot);
  const shortcuts = useMemo(createShortcuts, []);
  const [overlay, setOverlay] = useState<HTMLElement | null>(null);
  const [toasts, setToasts] = useState<HTMLElement | null>(null);
  const [dialogs, setDialogs] = useState(0);
  const isLive = phase === 'live';
  const context = useMemo(() => {
    const openDialog = () => {
      setDialogs((count) => count + 1);
      return () => setDialogs((count) => count - 1);
    };
    return { addinId, events, shortcuts, isLive, inspect, overlay, toasts, openDialog };
  }, [addinId, events, shortcuts, isLive, inspect, overlay, toasts]);
  const surface = useRef<HTMLDivElement>(null);
  useEffect(() => watchKeys(surface.current, shortcuts), [shortcuts]);
  useEffect(() => watchFocus(surface.current, presence), [presence]);
  useLayoutEffect(() => {
    view.surface = surface.current;
    return () => {
      view.surface = null;
    };
  }, [view]);
  return (
    <div className="remote-view" data-phase={phase} ref={surface}>
      {problem ? <Broken problem={problem} reopen={reopen} /> : null}
      <ViewContext value={context}>
        <div className="rv-content" inert={dialogs > 0}>
          {root && !problem ? elementOf(root, partRegistry) : null}
        </div>
        {root || problem ? null : <Waiting />}
      </ViewContext>
      {phase === 'stale' ? <Stale /> : null}
      <div className="rv-overlay" ref={setOverlay} />
      <div className="rv-toasts" aria-live="polite" ref={setToasts} />
    </div>
  );
}

function Waiting(): ReactNode {
  return (
    <div className="rv-waiting" role="status">
      <span className="rv-spinner" aria-hidden="true" />
      Starting…
    </div>
  );
}

function Stale(): ReactNode {
  return (
    <div className="rv-stale" role="status">
      The add-in stopped. This is its last picture; it is being started again.
    </div>
  );
}

function Broken({ problem, reopen }: { problem: FrameViewProblem; reopen: () => void }): ReactNode {
  return (
    <Scroller className="rv-broken" role="alert">
      <h2>{problem.title}</h2>
      <p>{problem.message}</p>
      <Button onClick={reopen}>Open it again</Button>
      {problem.detail ? (
        <details>
          <summary>Details for the publisher</summary>
          <Scroller as="pre">{problem.detail}</Scroller>
        </details>
      ) : null}
    </Scroller>
  );
}
