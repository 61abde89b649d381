import {
  addinCommands,
  type Command,
  commandsOf,
  frameCommands,
  pageCommands,
  THEMES,
  windowCommands,
} from './commands.ts';
import { focusOwner } from './design/focus-return.ts';
import { editCommands } from './menu/edit-commands.ts';
import type { MenuSource } from './menu/menus.ts';
import type { WindowModel } from './window-model.ts';

const NOTE_LASTS = 6_000;

/** Feeds the menu bar from the commands of the window. */
export function menuSource(model: WindowModel): MenuSource {
  const { state, workspace, toasts } = model;
  const edit = editCommands({
    field: focusOwner,
    onPasteRefused: () =>
      toasts.show({
        tone: 'plain',
        title: 'Press Ctrl+V to paste',
        text: 'Bulkhead never reads the clipboard by itself.',
        lasts: NOTE_LASTS,
      }),
  });
  return {
    edit,
    pages: () => pageCommands(model),
    windows: () => windowCommands(model),
    addins: () =>
      state.getState().addins.map((addin) => ({
        id: addin.id,
        name: addin.displayName,
        commands: addinCommands(model, addin).map((command) => ({
          ...command,
          title: command.shortTitle ?? command.title,
        })),
      })),
    frames() {
      const { activeId } = workspace.store.getState();
      return frameCommands(model).map((command) => ({ ...command, isActive: command.id === `frame.${activeId}` }));
    },
    themes: () =>
      THEMES.map(({ theme, title }) => ({
        ...commandById(model, `view.theme.${theme}`),
        title,
        isChosen: state.getState().theme === theme,
      })),
    command: (id) => commandById(model, id),
  };
}

function commandById(model: WindowModel, id: string): Command {
  const command = commandsOf(model).find((candidate) => candidate.id === id);
  if (!command) throw new Error(`no command "${id}"`);
  return command;
}
