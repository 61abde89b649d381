import { requestFrameMenu } from './frame-menu.ts';
import type { Point } from './geometry.ts';
import { resizeBy } from './geometry.ts';
import type { KeyboardMode, WorkspaceStore } from './workspace-store.ts';

/** The keys of the workspace, as child windows have always had them. */
const STEP = 20;
const SMALL_STEP = 1;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

type Command = (workspace: WorkspaceStore, activeId: string) => void;

const COMMANDS: Readonly<Record<string, Command>> = {
  'Ctrl+F4': (workspace, activeId) => workspace.requestClose([activeId]),
  'Ctrl+F5': (workspace, activeId) => workspace.setMode(activeId, 'normal'),
  'Ctrl+F6': (workspace) => workspace.cycle('next'),
  'Ctrl+Shift+F6': (workspace) => workspace.cycle('previous'),
  'Ctrl+F7': (workspace, activeId) => workspace.startKeyboard(activeId, 'move'),
  'Ctrl+F8': (workspace, activeId) => workspace.startKeyboard(activeId, 'size'),
  'Ctrl+F9': (workspace, activeId) => workspace.setMode(activeId, 'minimised'),
  'Ctrl+F10': (workspace, activeId) => workspace.setMode(activeId, 'maximised'),
  'Alt+-': (_, activeId) => requestFrameMenu(activeId),
};

/** True when the key belonged to the workspace; it must then go nowhere else. */
export function handleWorkspaceKey(event: KeyboardEvent, workspace: WorkspaceStore): boolean {
  const { keyboard, activeId } = workspace.store.getState();
  if (keyboard) return handleModeKey(event, workspace, keyboard);
  const command = COMMANDS[chordOf(event)];
  if (!command) return false;
  if (activeId !== null) command(workspace, activeId);
  else if (event.key === 'F6') workspace.cycle('next');
  return true;
}

/** "Ctrl+Shift+F6". */
export function chordOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>): string {
  const parts = [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift', event.metaKey && 'Meta'];
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return [...parts.filter(Boolean), key].join('+');
}

function handleModeKey(event: KeyboardEvent, workspace: WorkspaceStore, mode: KeyboardMode): boolean {
  const arrow = ARROWS[event.key];
  if (arrow) {
    const step = event.shiftKey ? SMALL_STEP : STEP;
    nudge(workspace, mode, { x: arrow.x * step, y: arrow.y * step });
    return true;
  }
  if (event.key === 'Enter') workspace.endKeyboard('keep');
  else if (event.key === 'Escape') workspace.endKeyboard('undo');
  // Anything else would type into a frame that is on its way somewhere.
  return !['Control', 'Shift', 'Alt', 'Meta'].includes(event.key);
}

function nudge(workspace: WorkspaceStore, { frameId, kind }: KeyboardMode, delta: Point): void {
  const frame = workspace.store.getState().frames.get(frameId);
  if (!frame) return;
  const { bounds } = frame;
  const moved = { ...bounds, x: bounds.x + delta.x, y: bounds.y + delta.y };
  workspace.place(frameId, kind === 'move' ? moved : resizeBy(bounds, 'se', delta));
}
