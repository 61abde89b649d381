import { type CSSProperties, memo, type PointerEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { AddinSummary, Rectangle } from '../../preload/bridge.ts';
import { type FrameNotice, noticeOf } from './frame-state.ts';
import { FrameStrip } from './frame-strip.tsx';
import { EDGES, type Edge, resizeBy } from './geometry.ts';
import { TitleBar } from './title-bar.tsx';
import { trackPointer } from './track-pointer.ts';
import { useFrameFocus } from './use-frame-focus.ts';
import type { Frame } from './workspace-model.ts';
import { shownBounds } from './workspace-model.ts';
import type { WorkspaceStore } from './workspace-store.ts';
import './frame.css';

/** What a frame may ask for that is not the workspace's own business. */
export interface FrameHostActions {
  restart(addinId: string): void;
  enable(addinId: string): void;
  showDetails(addinId: string): void;
  /** The person pressed something inside the add-in's area. */
  gesture(addinId: string): void;
}

export interface FrameWindowProps {
  frameId: string;
  workspace: WorkspaceStore;
  addin: AddinSummary | undefined;
  isBusy: boolean;
  actions: FrameHostActions;
  /** The add-in's area. Must be stable: it is rendered again only when this function changes. */
  renderContent(frameId: string): ReactNode;
}

export const FrameWindow = memo(function FrameWindow(props: FrameWindowProps): ReactNode {
  const { frameId, workspace } = props;
  const frame = useStore(workspace.store, (state) => state.frames.get(frameId));
  return frame ? <OpenFrame {...props} frame={frame} /> : null;
});

function OpenFrame(props: FrameWindowProps & { frame: Frame }): ReactNode {
  const { frameId, workspace, addin, isBusy, actions, renderContent, frame } = props;
  const element = useRef<HTMLDivElement>(null);
  const isActive = useStore(workspace.store, (state) => state.activeId === frameId);
  const level = useStore(workspace.store, (state) => state.stack.indexOf(frameId));
  const area = useStore(workspace.store, (state) => state.area);
  const keyboard = useStore(workspace.store, (state) =>
    state.keyboard?.frameId === frameId ? state.keyboard.kind : null,
  );
  useFrameFocus(element, { frameId, isActive, workspace });
  const notice = noticeOf(addin, isBusy);
  const isMinimised = frame.mode === 'minimised';
  return (
    <div
      ref={element}
      className="frame"
      role="dialog"
      aria-labelledby={`title-${frameId}`}
      aria-describedby={`source-${frameId}`}
      tabIndex={-1}
      data-frame-id={frameId}
      data-addin-id={frame.addinId}
      data-mode={frame.mode}
      data-active={isActive || undefined}
      data-keyboard={keyboard ?? undefined}
      inert={isMinimised}
      style={frameStyle(shownBounds(frame, area), level)}
      onPointerDownCapture={() => workspace.activate(frameId)}
    >
      <div className="frame-box">
        <TitleBar frame={frame} addin={addin} notice={notice} workspace={workspace} element={element} />
        <FrameStrip notice={notice} addinId={frame.addinId} actions={actions} />
        <FrameBody frame={frame} notice={notice} actions={actions} renderContent={renderContent} />
        {keyboard ? <KeyboardHint kind={keyboard} /> : null}
      </div>
      {frame.mode === 'normal' ? <FrameEdges element={element} frameId={frameId} workspace={workspace} /> : null}
    </div>
  );
}

function frameStyle({ x, y, width, height }: Rectangle, level: number): CSSProperties {
  return {
    '--x': `${x}px`,
    '--y': `${y}px`,
    '--width': `${width}px`,
    '--height': `${height}px`,
    zIndex: level + 1,
  } as CSSProperties;
}

interface FrameBodyProps {
  frame: Frame;
  notice: FrameNotice | undefined;
  actions: FrameHostActions;
  renderContent(frameId: string): ReactNode;
}

function FrameBody({ frame, notice, actions, renderContent }: FrameBodyProps): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const { frameId, addinId } = frame;
  useEffect(() => {
    const body = element.current;
    if (!body) return undefined;
    const listening = new AbortController();
    const act = (event: Event): void => {
      if (event.isTrusted) actions.gesture(addinId);
    };
    body.addEventListener('pointerdown', act, { capture: true, signal: listening.signal });
    body.addEventListener('keydown', act, { capture: true, signal: listening.signal });
    return () => listening.abort();
  }, [actions, addinId]);
  return (
    <div ref={element} className="frame-body" data-stale={notice?.sentence ? '' : undefined}>
      <FrameContent frameId={frameId} renderContent={renderContent} />
    </div>
  );
}

/** Keeps what an add-in shows out of every change of its frame. */
const FrameContent = memo(function FrameContent(props: Pick<FrameWindowProps, 'frameId' | 'renderContent'>): ReactNode {
  return props.renderContent(props.frameId);
});

function KeyboardHint({ kind }: { kind: 'move' | 'size' }): ReactNode {
  return (
    <div className="frame-hint" aria-hidden="true">
      {kind === 'move' ? 'Moving' : 'Sizing'}: arrow keys, Shift for small steps, Enter keeps, Escape undoes
    </div>
  );
}

interface FrameEdgesProps {
  element: RefObject<HTMLDivElement | null>;
  frameId: string;
  workspace: WorkspaceStore;
}

/** The handles lie outside the rounded box: its clipped corners do not feel the pointer. */
function FrameEdges({ element, frameId, workspace }: FrameEdgesProps): ReactNode {
  const grab = (event: PointerEvent<HTMLDivElement>, edge: Edge): void => {
    const { frames, area } = workspace.store.getState();
    const frame = frames.get(frameId);
    if (event.button !== 0 || !element.current || !frame) return;
    const start = shownBounds(frame, area);
    trackPointer({
      event: event.nativeEvent,
      handle: event.currentTarget,
      frame: element.current,
      start,
      boundsAt: (delta) => resizeBy(start, edge, delta),
      commit: (bounds) => workspace.place(frameId, bounds),
    });
  };
  return EDGES.map((edge) => (
    <div key={edge} className="frame-edge" data-edge={edge} onPointerDown={(event) => grab(event, edge)} />
  ));
}
