import { expect, test } from 'vitest';
import { frameRecord } from '../testing/frame-record.ts';
import {
  activate,
  arrange,
  closeFrame,
  cycle,
  EMPTY_WORKSPACE,
  openFrame,
  place,
  restoreFrames,
  setMode,
  shownBounds,
  type Workspace,
} from './workspace-model.ts';

const AREA = { width: 1_000, height: 600 };

function workspaceOf(...frameIds: string[]): Workspace {
  return frameIds.reduce<Workspace>(
    (workspace, frameId) => openFrame(workspace, frameRecord(frameId), { preferred: null, activate: true }),
    { ...EMPTY_WORKSPACE, area: AREA },
  );
}

test('a new frame is on top and active; one that may not disturb goes below', () => {
  const workspace = workspaceOf('a', 'b');
  expect(workspace).toMatchObject({ stack: ['a', 'b'], activeId: 'b' });
  const quiet = openFrame(workspace, frameRecord('c'), { preferred: null, activate: false });
  expect(quiet).toMatchObject({ stack: ['c', 'a', 'b'], activeId: 'b' });
});

test('a frame that is announced twice is opened once', () => {
  const workspace = workspaceOf('a');
  expect(openFrame(workspace, frameRecord('a'), { preferred: null, activate: true })).toBe(workspace);
});

test('Ctrl+F6 visits every frame and comes back; backwards undoes it', () => {
  const start = workspaceOf('a', 'b', 'c');
  const visited: (string | null)[] = [];
  let workspace = start;
  for (let step = 0; step < 3; step++) {
    workspace = cycle(workspace, 'next');
    visited.push(workspace.activeId);
  }
  expect(visited).toEqual(['b', 'a', 'c']);
  expect(cycle(cycle(start, 'next'), 'previous').stack).toEqual(start.stack);
});

test('cycling leaves minimised frames alone', () => {
  const workspace = setMode(workspaceOf('a', 'b', 'c'), 'b', 'minimised');
  expect(cycle(workspace, 'next').activeId).toBe('a');
});

test('minimising or closing the active frame activates the one below', () => {
  const workspace = workspaceOf('a', 'b', 'c');
  expect(setMode(workspace, 'c', 'minimised').activeId).toBe('b');
  expect(closeFrame(workspace, 'c').activeId).toBe('b');
  expect(closeFrame(workspace, 'a').activeId).toBe('c');
  expect(closeFrame(workspaceOf('a'), 'a').activeId).toBe(null);
});

test('a minimised frame returns to the mode it had', () => {
  const maximised = setMode(workspaceOf('a'), 'a', 'maximised');
  const returned = activate(setMode(maximised, 'a', 'minimised'), 'a');
  expect(returned.frames.get('a')?.mode).toBe('maximised');
});

test('a maximised frame fills the workspace and keeps its place for later', () => {
  const placed = place(workspaceOf('a'), 'a', { x: 50, y: 60, width: 300, height: 200 });
  const frame = setMode(placed, 'a', 'maximised').frames.get('a');
  expect(frame && shownBounds(frame, AREA)).toEqual({ x: 0, y: 0, ...AREA });
  expect(frame?.bounds).toEqual({ x: 50, y: 60, width: 300, height: 200 });
});

test('frames come back where they were, in their order, the topmost active', () => {
  const bounds = { x: 10, y: 20, width: 300, height: 200 };
  const workspace = restoreFrames({ ...EMPTY_WORKSPACE, area: AREA }, [
    frameRecord('top', { order: 2, bounds }),
    frameRecord('hidden', { order: 3, mode: 'minimised' }),
    frameRecord('bottom', { order: 0, mode: 'maximised' }),
  ]);
  expect(workspace.stack).toEqual(['bottom', 'hidden', 'top']);
  expect(workspace.activeId).toBe('top');
  const top = workspace.frames.get('top');
  expect(top && shownBounds(top, AREA)).toEqual(bounds);
  expect(workspace.frames.get('bottom')?.mode).toBe('maximised');
});

test('arranging takes frames out of maximised and leaves minimised ones', () => {
  const workspace = setMode(setMode(workspaceOf('a', 'b', 'c'), 'a', 'minimised'), 'c', 'maximised');
  const tiled = arrange(workspace, 'tile-vertical');
  expect(tiled.frames.get('a')?.mode).toBe('minimised');
  expect(tiled.frames.get('b')?.bounds).toEqual({ x: 0, y: 0, width: 500, height: 600 });
  expect(tiled.frames.get('c')).toMatchObject({ mode: 'normal', bounds: { x: 500, y: 0, width: 500, height: 600 } });
});
