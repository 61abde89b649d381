import { type ReactNode, useRef } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { AddinSummary } from '../../preload/bridge.ts';
import { Button } from '../design/button.tsx';
import { Dialog, DialogDescription } from '../design/dialog.tsx';
import type { Frame } from './workspace-model.ts';
import type { WorkspaceStore } from './workspace-store.ts';

export interface UnsavedDialogProps {
  workspace: WorkspaceStore;
  addins: ReadonlyMap<string, AddinSummary>;
}

/** Saving is the add-in's business, so the host offers to go back to it, never to save. */
export function UnsavedDialog({ workspace, addins }: UnsavedDialogProps): ReactNode {
  const keep = useRef<HTMLButtonElement>(null);
  const frames = useStore(
    workspace.store,
    useShallow((state) => state.closing.flatMap((frameId) => state.frames.get(frameId) ?? [])),
  );
  const footer = (
    <>
      <Button onClick={() => workspace.close(frames.map((frame) => frame.frameId))}>
        {frames.length > 1 ? 'Close all anyway' : 'Close anyway'}
      </Button>
      <Button ref={keep} look="primary" onClick={workspace.keepOpen}>
        Keep open
      </Button>
    </>
  );
  return (
    <Dialog
      open={frames.length > 0}
      onClose={workspace.keepOpen}
      title={titleFor(frames)}
      role="alertdialog"
      initialFocus={keep}
      footer={footer}
    >
      <DialogDescription>{textFor(frames, addins)}</DialogDescription>
    </Dialog>
  );
}

function titleFor(frames: readonly Frame[]): string {
  const [first] = frames;
  if (frames.length > 1) return `Close ${frames.length} frames with unsaved changes?`;
  return `Close “${first?.title || 'Untitled'}” with unsaved changes?`;
}

function textFor(frames: readonly Frame[], addins: ReadonlyMap<string, AddinSummary>): string {
  const [first] = frames;
  if (frames.length > 1) return `What was not saved in ${list(frames)} will be lost.`;
  const name = first ? (addins.get(first.addinId)?.displayName ?? first.addinId) : '';
  return `What you did not save in ${name} will be lost.`;
}

function list(frames: readonly Frame[]): string {
  return new Intl.ListFormat(undefined, { type: 'conjunction' }).format(frames.map((frame) => `“${frame.title}”`));
}
