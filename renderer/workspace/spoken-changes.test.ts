import { expect, test } from 'vitest';
import { frameRecord } from '../testing/frame-record.ts';
import { spokenChange } from './spoken-changes.ts';
import { createWorkspaceStore, type WorkspaceStore } from './workspace-store.ts';

function heard(act: (workspace: WorkspaceStore) => void): (string | null)[] {
  const workspace = createWorkspaceStore({ onClosed: () => undefined });
  workspace.open(frameRecord('a', { title: 'Voyage notes' }), { preferred: null, activate: true });
  const said: (string | null)[] = [];
  workspace.store.subscribe((after, before) => said.push(spokenChange(before, after)));
  act(workspace);
  return said;
}

test('what happens to a frame is said', () => {
  expect(heard((workspace) => workspace.setMode('a', 'maximised'))).toEqual(['Voyage notes maximised']);
  expect(heard((workspace) => workspace.setMode('a', 'minimised'))).toEqual(['Voyage notes minimised']);
  expect(heard((workspace) => workspace.close(['a']))).toEqual(['Voyage notes closed']);
});

test('moving by keyboard says how it goes on, and when it is over', () => {
  const said = heard((workspace) => {
    workspace.startKeyboard('a', 'move');
    workspace.place('a', { x: 300, y: 200, width: 300, height: 200 });
    workspace.endKeyboard('keep');
  });
  expect(said).toEqual(['Moving Voyage notes. Arrow keys; Enter keeps, Escape undoes.', null, 'Done']);
});

test('a new title or a new place is not worth a word', () => {
  expect(heard((workspace) => workspace.rename('a', 'Notes', true))).toEqual([null]);
  expect(heard((workspace) => workspace.measure({ width: 500, height: 400 }))).toEqual([null]);
});
