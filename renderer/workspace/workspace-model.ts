import type { FrameMode, FrameRecord, Rectangle } from '../../preload/bridge.ts';
import { cascade, DEFAULT_SIZE, placeNew, tile } from './arrange.ts';
import { keepReachable, refit, roundRectangle, type Size } from './geometry.ts';

/** A child window. `bounds` are those of its normal mode, as the person left them. */
export interface Frame {
  readonly frameId: string;
  readonly addinId: string;
  readonly view: string;
  readonly params: unknown;
  readonly title: string;
  readonly unsaved: boolean;
  readonly bounds: Rectangle;
  /** The workspace in which the bounds were chosen; null when they come from an earlier session. */
  readonly placedIn: Size | null;
  readonly mode: FrameMode;
  /** What a minimised frame returns to. */
  readonly modeBefore: 'normal' | 'maximised';
}

/** All frames. A plain value: every change is a function from one to the next. */
export interface Workspace {
  readonly area: Size;
  readonly frames: ReadonlyMap<string, Frame>;
  /** Frame ids, lowest first. */
  readonly stack: readonly string[];
  readonly activeId: string | null;
}

export const EMPTY_WORKSPACE: Workspace = {
  // Until the first measurement; a frame may open before the workspace is on screen.
  area: { width: 1200, height: 700 },
  frames: new Map(),
  stack: [],
  activeId: null,
};

export interface OpenOptions {
  preferred: Size | null;
  /** False leaves the person where they are and puts the new frame below. */
  activate: boolean;
}

export function openFrame(workspace: Workspace, record: FrameRecord, options: OpenOptions): Workspace {
  if (workspace.frames.has(record.frameId)) return workspace;
  const frame = frameOf(workspace, record, options.preferred);
  const frames = new Map(workspace.frames).set(frame.frameId, frame);
  if (!options.activate) return { ...workspace, frames, stack: [frame.frameId, ...workspace.stack] };
  return activate({ ...workspace, frames, stack: [...workspace.stack, frame.frameId] }, frame.frameId);
}

function frameOf(workspace: Workspace, record: FrameRecord, preferred: Size | null): Frame {
  const { frameId, addinId, view, params, title, unsaved, mode } = record;
  const common = { frameId, addinId, view, params, title, unsaved, mode } as const;
  const modeBefore = mode === 'maximised' ? 'maximised' : 'normal';
  if (record.bounds) return { ...common, modeBefore, bounds: record.bounds, placedIn: null };
  const taken = [...workspace.frames.values()].map((other) => other.bounds);
  const bounds = placeNew(preferred ?? DEFAULT_SIZE, taken, workspace.area);
  return { ...common, modeBefore, bounds, placedIn: workspace.area };
}

/** Brings back the frames of the last session, in their stacking order. */
export function restoreFrames(workspace: Workspace, records: readonly FrameRecord[]): Workspace {
  const lowestFirst = [...records].sort((a, b) => a.order - b.order);
  const opened = lowestFirst.reduce(
    (result, record) => openFrame(result, record, { preferred: null, activate: false }),
    workspace,
  );
  const known = new Set(lowestFirst.map((record) => record.frameId));
  const others = opened.stack.filter((frameId) => !known.has(frameId));
  return activateTop({ ...opened, stack: [...lowestFirst.map((record) => record.frameId), ...others] });
}

export function updateFrame(workspace: Workspace, frameId: string, change: Partial<Frame>): Workspace {
  const frame = workspace.frames.get(frameId);
  if (!frame) return workspace;
  return { ...workspace, frames: new Map(workspace.frames).set(frameId, { ...frame, ...change }) };
}

export function closeFrame(workspace: Workspace, frameId: string): Workspace {
  if (!workspace.frames.has(frameId)) return workspace;
  const frames = new Map(workspace.frames);
  frames.delete(frameId);
  const stack = workspace.stack.filter((other) => other !== frameId);
  const rest = { ...workspace, frames, stack };
  return workspace.activeId === frameId ? activateTop({ ...rest, activeId: null }) : rest;
}

/** Raises a frame and makes it the one that the keyboard goes to; a minimised one returns first. */
export function activate(workspace: Workspace, frameId: string): Workspace {
  const frame = workspace.frames.get(frameId);
  if (!frame) return workspace;
  const onTop = workspace.stack.at(-1) === frameId;
  if (onTop && workspace.activeId === frameId && frame.mode !== 'minimised') return workspace;
  const shown = frame.mode === 'minimised' ? updateFrame(workspace, frameId, { mode: frame.modeBefore }) : workspace;
  return { ...shown, stack: raised(shown.stack, frameId), activeId: frameId };
}

function raised(stack: readonly string[], frameId: string): string[] {
  return [...stack.filter((other) => other !== frameId), frameId];
}

function activateTop(workspace: Workspace): Workspace {
  const top = shownStack(workspace).at(-1);
  return top === undefined ? { ...workspace, activeId: null } : activate(workspace, top);
}

/** Ctrl+F6 walks down the stack: the active frame goes to the bottom, the next one comes up. Backwards is the reverse. */
export function cycle(workspace: Workspace, direction: 'next' | 'previous'): Workspace {
  const shown = shownStack(workspace);
  const top = shown.at(-1);
  const bottom = shown[0];
  if (top === undefined || bottom === undefined || workspace.activeId === null) return activateTop(workspace);
  if (direction === 'previous') return activate(workspace, bottom);
  const stack = [top, ...workspace.stack.filter((frameId) => frameId !== top)];
  return activateTop({ ...workspace, stack });
}

export function setMode(workspace: Workspace, frameId: string, mode: FrameMode): Workspace {
  const frame = workspace.frames.get(frameId);
  if (!frame || frame.mode === mode) return workspace;
  const modeBefore = mode === 'minimised' ? frame.modeBefore : mode;
  const changed = updateFrame(workspace, frameId, { mode, modeBefore });
  if (mode !== 'minimised') return activate(changed, frameId);
  return workspace.activeId === frameId ? activateTop({ ...changed, activeId: null }) : changed;
}

export function minimiseAll(workspace: Workspace): Workspace {
  return workspace.stack.reduce((result, frameId) => setMode(result, frameId, 'minimised'), workspace);
}

/** Places a frame in its normal mode, title bar always within reach. */
export function place(workspace: Workspace, frameId: string, bounds: Rectangle): Workspace {
  const reachable = roundRectangle(keepReachable(bounds, workspace.area));
  return updateFrame(workspace, frameId, {
    bounds: reachable,
    placedIn: workspace.area,
    mode: 'normal',
    modeBefore: 'normal',
  });
}

export type Arrangement = 'cascade' | 'tile-horizontal' | 'tile-vertical';

/** Arranges every frame that is not minimised. */
export function arrange(workspace: Workspace, arrangement: Arrangement): Workspace {
  const shown = shownStack(workspace);
  const places =
    arrangement === 'cascade'
      ? cascade(shown.length, workspace.area)
      : tile(shown.length, workspace.area, arrangement === 'tile-vertical' ? 'vertical' : 'horizontal');
  return shown.reduce((result, frameId, index) => {
    const bounds = places[index];
    return bounds ? place(result, frameId, bounds) : result;
  }, workspace);
}

/** Ids of the frames that are not minimised, lowest first. */
export function shownStack(workspace: Workspace): string[] {
  return workspace.stack.filter((frameId) => workspace.frames.get(frameId)?.mode !== 'minimised');
}

/** Where a frame is on the screen now. */
export function shownBounds(frame: Frame, area: Size): Rectangle {
  if (frame.mode === 'maximised') return { x: 0, y: 0, ...area };
  return refit(frame.bounds, frame.placedIn, area);
}
