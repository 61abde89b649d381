import { createContext, useContext } from 'react';
import type { EventOutbox } from './event-outbox.ts';
import type { InspectClient } from './inspect-client.ts';

/** Keys that do something while the frame is active. */
export interface ShortcutRegistry {
  /** Answers a function that takes it back. */
  add(keys: string, run: () => void): () => void;
}

/** What the parts of one view share. */
export interface ViewContextValue {
  /** Whose view it is. */
  readonly addinId: string;
  readonly events: EventOutbox;
  readonly shortcuts: ShortcutRegistry;
  /** False while no process stands behind the view: fields can be edited, nothing can be pressed. */
  readonly isLive: boolean;
  /** Where the objects that the view names can be asked about; null while no process stands behind the view. */
  readonly inspect: InspectClient | null;
  /** Where dialogs and popovers of this view go: they never leave its frame. */
  readonly overlay: HTMLElement | null;
  /** The corner in which messages of this view stand. */
  readonly toasts: HTMLElement | null;
  /** Tells that a dialog is open, which shuts what is behind it; answers a function that takes it back. */
  openDialog(): () => void;
}

export const ViewContext = createContext<ViewContextValue | null>(null);

export function useView(): ViewContextValue {
  const view = useContext(ViewContext);
  if (!view) throw new Error('A part of a view was drawn outside of one.');
  return view;
}
