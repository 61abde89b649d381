import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { WorkspaceStore } from './workspace-store.ts';

export interface FrameFocusOptions {
  frameId: string;
  isActive: boolean;
  workspace: WorkspaceStore;
}

/**
 * Focus follows activation and activation follows focus: an activated frame gets the keyboard back where
 * it was, and tabbing or clicking into a frame activates it.
 */
export function useFrameFocus(element: RefObject<HTMLElement | null>, options: FrameFocusOptions): void {
  const { frameId, isActive, workspace } = options;
  const lastFocused = useRef<Element | null>(null);

  useEffect(() => {
    const frame = element.current;
    if (!frame) return undefined;
    const focused = (event: FocusEvent): void => {
      if (event.target instanceof Element && event.target !== frame) lastFocused.current = event.target;
      workspace.activate(frameId);
    };
    frame.addEventListener('focusin', focused);
    return () => frame.removeEventListener('focusin', focused);
  }, [element, frameId, workspace]);

  useLayoutEffect(() => {
    const frame = element.current;
    if (!isActive || !frame || frame.contains(document.activeElement)) return;
    // A dialog of the host keeps the keyboard until it is answered, and hands it back by itself.
    if (document.activeElement?.closest('[data-host-dialog][data-open]')) return;
    focusTarget(frame, lastFocused.current).focus({ preventScroll: true });
  }, [element, isActive]);
}

function focusTarget(frame: HTMLElement, last: Element | null): HTMLElement {
  if (last instanceof HTMLElement && last.isConnected && frame.contains(last)) return last;
  return frame;
}
