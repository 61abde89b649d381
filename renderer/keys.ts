import { runCommandById } from './commands.ts';
import type { WindowModel } from './window-model.ts';
import { chordOf, handleWorkspaceKey } from './workspace/keyboard.ts';

const SHORTCUTS: Readonly<Record<string, string>> = {
  'Ctrl+Shift+P': 'view.palette',
  'Ctrl+O': 'file.install',
  'Ctrl+1': 'view.workspace',
  'Ctrl+2': 'view.addins',
  'Ctrl+3': 'view.permissions',
  'Ctrl+4': 'view.diagnostics',
  F1: 'help.keys',
};

/** The keys of the window come before those of an add-in, and never reach it. */
export function watchKeys(model: WindowModel): void {
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.isComposing || !handleKey(model, event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}

function handleKey(model: WindowModel, event: KeyboardEvent): boolean {
  // A dialog of the host is answered before anything else happens.
  if (document.querySelector('[data-host-dialog][data-open]')) return false;
  if (event.key === 'F10' && !event.ctrlKey && !event.shiftKey) return focusMenuBar();
  const commandId = SHORTCUTS[chordOf(event)];
  if (commandId) {
    runCommandById(model, commandId);
    return true;
  }
  return model.state.getState().page === 'workspace' && handleWorkspaceKey(event, model.workspace);
}

function focusMenuBar(): boolean {
  const first = document.querySelector<HTMLElement>('[role="menubar"] [role="menuitem"]');
  first?.focus();
  return first !== null;
}
