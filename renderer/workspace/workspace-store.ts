import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FrameLayout, FrameMode, FrameRecord, Rectangle } from '../../preload/bridge.ts';
import type { Size } from './geometry.ts';
import {
  type Arrangement,
  activate,
  arrange,
  closeFrame,
  cycle,
  EMPTY_WORKSPACE,
  type Frame,
  minimiseAll,
  type OpenOptions,
  openFrame,
  place,
  restoreFrames,
  setMode,
  shownBounds,
  updateFrame,
  type Workspace,
} from './workspace-model.ts';

/** Moving or sizing with the arrow keys; `start` is where Escape returns to. */
export interface KeyboardMode {
  readonly frameId: string;
  readonly kind: 'move' | 'size';
  readonly start: Rectangle;
  readonly startMode: FrameMode;
}

export interface WorkspaceState extends Workspace {
  readonly keyboard: KeyboardMode | null;
  /** Frames whose closing waits for an answer about unsaved changes. */
  readonly closing: readonly string[];
}

export interface WorkspaceActions {
  measure(area: Size): void;
  restore(records: readonly FrameRecord[]): void;
  open(record: FrameRecord, options: OpenOptions): void;
  rename(frameId: string, title: string, unsaved: boolean): void;
  activate(frameId: string): void;
  cycle(direction: 'next' | 'previous'): void;
  setMode(frameId: string, mode: FrameMode): void;
  minimiseAll(): void;
  place(frameId: string, bounds: Rectangle): void;
  arrange(arrangement: Arrangement): void;
  /** Closes at once, unsaved or not, and tells the host. */
  close(frameIds: readonly string[]): void;
  /** The host closed it. */
  remove(frameId: string): void;
  /** Closes what is saved and asks about the rest. */
  requestClose(frameIds: readonly string[]): void;
  keepOpen(): void;
  startKeyboard(frameId: string, kind: 'move' | 'size'): void;
  endKeyboard(outcome: 'keep' | 'undo'): void;
}

export interface WorkspaceStore extends WorkspaceActions {
  readonly store: StoreApi<WorkspaceState>;
}

export interface WorkspaceOptions {
  /** The person closed it; the host ends what is behind it. */
  onClosed(frame: Frame): void;
}

export function createWorkspaceStore({ onClosed }: WorkspaceOptions): WorkspaceStore {
  const store = createStore<WorkspaceState>(() => ({ ...EMPTY_WORKSPACE, keyboard: null, closing: [] }));
  const change = (transition: (workspace: Workspace) => Workspace): void => {
    store.setState((state) => ({ ...state, ...transition(state) }));
  };
  return {
    store,
    measure: (area) => change((workspace) => ({ ...workspace, area })),
    restore: (records) => change((workspace) => restoreFrames(workspace, records)),
    open: (record, options) => change((workspace) => openFrame(workspace, record, options)),
    rename: (frameId, title, unsaved) => change((workspace) => updateFrame(workspace, frameId, { title, unsaved })),
    activate: (frameId) => change((workspace) => activate(workspace, frameId)),
    cycle: (direction) => change((workspace) => cycle(workspace, direction)),
    setMode: (frameId, mode) => change((workspace) => setMode(workspace, frameId, mode)),
    minimiseAll: () => change(minimiseAll),
    place: (frameId, bounds) => change((workspace) => place(workspace, frameId, bounds)),
    arrange: (arrangement) => change((workspace) => arrange(workspace, arrangement)),
    ...closingActions(store, onClosed),
    ...keyboardActions(store),
  };
}

type ClosingActions = Pick<WorkspaceActions, 'close' | 'remove' | 'requestClose' | 'keepOpen'>;

function closingActions(store: StoreApi<WorkspaceState>, onClosed: (frame: Frame) => void): ClosingActions {
  const remove = (frameIds: readonly string[]): void => {
    store.setState((state) => ({
      ...state,
      ...frameIds.reduce<Workspace>(closeFrame, state),
      closing: state.closing.filter((frameId) => !frameIds.includes(frameId)),
      keyboard: state.keyboard && frameIds.includes(state.keyboard.frameId) ? null : state.keyboard,
    }));
  };
  const close = (frameIds: readonly string[]): void => {
    const { frames } = store.getState();
    const open = frameIds.flatMap((frameId) => frames.get(frameId) ?? []);
    remove(open.map((frame) => frame.frameId));
    for (const frame of open) onClosed(frame);
  };
  return {
    close,
    remove: (frameId) => remove([frameId]),
    requestClose(frameIds) {
      const { frames } = store.getState();
      const unsaved = frameIds.filter((frameId) => frames.get(frameId)?.unsaved);
      close(frameIds.filter((frameId) => !unsaved.includes(frameId)));
      if (unsaved.length > 0) store.setState({ closing: unsaved });
    },
    keepOpen: () => store.setState({ closing: [] }),
  };
}

type KeyboardActions = Pick<WorkspaceActions, 'startKeyboard' | 'endKeyboard'>;

function keyboardActions(store: StoreApi<WorkspaceState>): KeyboardActions {
  return {
    startKeyboard(frameId, kind) {
      const frame = store.getState().frames.get(frameId);
      if (!frame) return;
      const start = shownBounds({ ...frame, mode: 'normal' }, store.getState().area);
      const keyboard: KeyboardMode = { frameId, kind, start, startMode: frame.mode };
      store.setState((state) => ({ ...state, ...activate(place(state, frameId, start), frameId), keyboard }));
    },
    endKeyboard(outcome) {
      const { keyboard } = store.getState();
      if (!keyboard) return;
      const { frameId, start, startMode } = keyboard;
      store.setState((state) => {
        const kept = outcome === 'keep' ? state : setMode(place(state, frameId, start), frameId, startMode);
        return { ...state, ...kept, keyboard: null };
      });
    },
  };
}

/** What is kept across restarts, lowest frame first. */
export function layoutOf(workspace: Workspace): FrameLayout[] {
  return workspace.stack.flatMap((frameId, order) => {
    const frame = workspace.frames.get(frameId);
    return frame ? [{ frameId, bounds: frame.bounds, mode: frame.mode, order }] : [];
  });
}
