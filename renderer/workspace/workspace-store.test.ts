import { expect, test } from 'vitest';
import { frameRecord } from '../testing/frame-record.ts';
import { handleWorkspaceKey } from './keyboard.ts';
import { createWorkspaceStore, layoutOf, type WorkspaceStore } from './workspace-store.ts';

function storeWith(...frames: ReturnType<typeof frameRecord>[]): { workspace: WorkspaceStore; closed: string[] } {
  const closed: string[] = [];
  const workspace = createWorkspaceStore({ onClosed: ({ frameId }) => closed.push(frameId) });
  workspace.measure({ width: 1_000, height: 600 });
  for (const frame of frames) workspace.open(frame, { preferred: null, activate: true });
  return { workspace, closed };
}

function press(workspace: WorkspaceStore, key: string, modifiers: Partial<KeyboardEvent> = {}): boolean {
  const event = { key, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...modifiers } as KeyboardEvent;
  return handleWorkspaceKey(event, workspace);
}

const boundsOf = (workspace: WorkspaceStore, frameId: string) => workspace.store.getState().frames.get(frameId)?.bounds;

test('closing asks about unsaved frames and closes the rest at once', () => {
  const { workspace, closed } = storeWith(frameRecord('saved'), frameRecord('draft', { unsaved: true }));
  workspace.requestClose(['saved', 'draft']);
  expect(closed).toEqual(['saved']);
  expect(workspace.store.getState().closing).toEqual(['draft']);
  workspace.keepOpen();
  expect(workspace.store.getState().frames.has('draft')).toBe(true);
  workspace.close(['draft']);
  expect(closed).toEqual(['saved', 'draft']);
});

test('a frame that the host closes is gone without telling the host', () => {
  const { workspace, closed } = storeWith(frameRecord('a', { unsaved: true }));
  workspace.requestClose(['a']);
  workspace.remove('a');
  expect(workspace.store.getState()).toMatchObject({ closing: [], activeId: null });
  expect(closed).toEqual([]);
});

test('arrow keys move a frame until Enter keeps it', () => {
  const { workspace } = storeWith(frameRecord('a', { bounds: { x: 100, y: 100, width: 300, height: 200 } }));
  press(workspace, 'F7', { ctrlKey: true });
  press(workspace, 'ArrowRight');
  press(workspace, 'ArrowDown', { shiftKey: true });
  press(workspace, 'Enter');
  expect(boundsOf(workspace, 'a')).toEqual({ x: 120, y: 101, width: 300, height: 200 });
  expect(workspace.store.getState().keyboard).toBe(null);
});

test('Escape puts a frame back, maximised when it was', () => {
  const { workspace } = storeWith(frameRecord('a', { bounds: { x: 100, y: 100, width: 300, height: 200 } }));
  workspace.setMode('a', 'maximised');
  press(workspace, 'F8', { ctrlKey: true });
  press(workspace, 'ArrowDown');
  expect(boundsOf(workspace, 'a')).toMatchObject({ height: 220 });
  press(workspace, 'Escape');
  expect(workspace.store.getState().frames.get('a')).toMatchObject({
    mode: 'maximised',
    bounds: { x: 100, y: 100, width: 300, height: 200 },
  });
});

test('nothing is typed into a frame that is being moved', () => {
  const { workspace } = storeWith(frameRecord('a'));
  expect(press(workspace, 'x')).toBe(false);
  press(workspace, 'F7', { ctrlKey: true });
  expect(press(workspace, 'x')).toBe(true);
});

test('the layout names every frame once, lowest first', () => {
  const { workspace } = storeWith(frameRecord('a'), frameRecord('b'), frameRecord('c'));
  workspace.activate('a');
  workspace.setMode('b', 'minimised');
  expect(layoutOf(workspace.store.getState()).map(({ frameId, mode, order }) => [frameId, mode, order])).toEqual([
    ['b', 'minimised', 0],
    ['c', 'normal', 1],
    ['a', 'normal', 2],
  ]);
});
