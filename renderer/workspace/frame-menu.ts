import type { FrameMode } from '../../preload/bridge.ts';
import type { MenuEntry } from '../design/menu.tsx';
import type { Frame } from './workspace-model.ts';
import type { WorkspaceStore } from './workspace-store.ts';

/** The menu behind the mark of a frame, and of Alt+-. */
export function frameMenu(frame: Frame, workspace: WorkspaceStore): MenuEntry[] {
  const { frameId, mode } = frame;
  const setMode = (next: FrameMode) => () => workspace.setMode(frameId, next);
  const startKeyboard = (kind: 'move' | 'size') => () => workspace.startKeyboard(frameId, kind);
  const close = (): void => workspace.requestClose([frameId]);
  return [
    {
      kind: 'item',
      id: 'restore',
      label: 'Restore',
      keys: 'Ctrl+F5',
      disabled: mode === 'normal',
      run: setMode('normal'),
    },
    { kind: 'item', id: 'move', label: 'Move', keys: 'Ctrl+F7', run: startKeyboard('move') },
    { kind: 'item', id: 'size', label: 'Size', keys: 'Ctrl+F8', run: startKeyboard('size') },
    { kind: 'item', id: 'minimise', label: 'Minimise', keys: 'Ctrl+F9', run: setMode('minimised') },
    {
      kind: 'item',
      id: 'maximise',
      label: 'Maximise',
      keys: 'Ctrl+F10',
      disabled: mode === 'maximised',
      run: setMode('maximised'),
    },
    { kind: 'separator', id: 'before-next' },
    { kind: 'item', id: 'next', label: 'Next frame', keys: 'Ctrl+F6', run: () => workspace.cycle('next') },
    { kind: 'separator', id: 'before-close' },
    { kind: 'item', id: 'close', label: 'Close', keys: 'Ctrl+F4', run: close },
  ];
}

const requests = new EventTarget();

/** Lets the keyboard open the menu of a frame without the workspace holding on to its elements. */
export function requestFrameMenu(frameId: string): void {
  requests.dispatchEvent(new Event(frameId));
}

/** Returns the way to stop listening. */
export function onFrameMenuRequest(frameId: string, open: () => void): () => void {
  requests.addEventListener(frameId, open);
  return () => requests.removeEventListener(frameId, open);
}
