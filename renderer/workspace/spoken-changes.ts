import type { Frame } from './workspace-model.ts';
import type { WorkspaceState } from './workspace-store.ts';

/** What a change of the workspace sounds like to someone who does not see it; null for what speaks for itself. */
export function spokenChange(before: WorkspaceState, after: WorkspaceState): string | null {
  if (after.keyboard && after.keyboard !== before.keyboard) return spokenKeyboard(after);
  if (before.keyboard && !after.keyboard) return 'Done';
  for (const frame of after.frames.values()) {
    const was = before.frames.get(frame.frameId);
    if (was && was.mode !== frame.mode) return `${frame.title} ${spokenMode(frame)}`;
  }
  const closed = [...before.frames.values()].find((frame) => !after.frames.has(frame.frameId));
  return closed ? `${closed.title} closed` : null;
}

function spokenKeyboard({ keyboard, frames }: WorkspaceState): string | null {
  if (!keyboard) return null;
  const title = frames.get(keyboard.frameId)?.title ?? '';
  const doing = keyboard.kind === 'move' ? 'Moving' : 'Sizing';
  return `${doing} ${title}. Arrow keys; Enter keeps, Escape undoes.`;
}

function spokenMode({ mode }: Frame): string {
  return mode === 'normal' ? 'restored' : mode;
}
