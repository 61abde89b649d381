import { expect, test } from 'vitest';
import type { FrameMode } from '../../preload/bridge.ts';
import { seenFrames } from './seen-frames.ts';
import { activate, EMPTY_WORKSPACE, openFrame, setMode, type Workspace } from './workspace-model.ts';

function workspaceOf(...modes: readonly FrameMode[]): Workspace {
  return modes.reduce<Workspace>((workspace, mode, order) => {
    const frameId = `f${order}`;
    const record = { frameId, addinId: 'a', view: 'main', params: null, title: '', unsaved: false, order };
    const opened = openFrame(
      workspace,
      { ...record, mode: 'normal', bounds: null },
      { preferred: null, activate: true },
    );
    return setMode(opened, frameId, mode);
  }, EMPTY_WORKSPACE);
}

test('frames beside each other are all seen, minimised ones are not', () => {
  expect([...seenFrames(workspaceOf('normal', 'minimised', 'normal'))]).toEqual(['f0', 'f2']);
});

test('what lies below a frame that fills the workspace is not seen, until it is raised', () => {
  const covered = workspaceOf('normal', 'maximised', 'normal');
  expect([...seenFrames(covered)]).toEqual(['f1', 'f2']);
  expect([...seenFrames(activate(covered, 'f0'))]).toEqual(['f1', 'f2', 'f0']);
});

test('a minimised frame covers nothing', () => {
  const workspace = setMode(workspaceOf('normal', 'maximised'), 'f1', 'minimised');
  expect([...seenFrames(workspace)]).toEqual(['f0']);
});
