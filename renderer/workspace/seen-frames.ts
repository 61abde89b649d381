import { shownStack, type Workspace } from './workspace-model.ts';

/** The frames of which a person can see something: not minimised, and not below one that fills the workspace. */
export function seenFrames(workspace: Workspace): ReadonlySet<string> {
  const shown = shownStack(workspace);
  const cover = shown.findLastIndex((frameId) => workspace.frames.get(frameId)?.mode === 'maximised');
  return new Set(shown.slice(Math.max(0, cover)));
}
