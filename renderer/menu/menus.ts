import type { MenuDefinition, MenuEntry } from '../design/menu.tsx';

/** A command as the menus need it. */
export interface MenuCommand {
  readonly id: string;
  readonly title: string;
  readonly keys?: string;
  readonly disabled?: boolean;
  run(): void;
}

export interface AddinMenu {
  id: string;
  name: string;
  commands: readonly MenuCommand[];
}

/** What the menus are made of, read anew each time one opens. */
export interface MenuSource {
  pages(): readonly MenuCommand[];
  addins(): readonly AddinMenu[];
  frames(): readonly (MenuCommand & { isActive: boolean })[];
  windows(): readonly MenuCommand[];
  themes(): readonly (MenuCommand & { isChosen: boolean })[];
  /** A command of the host by id; throws when there is none. */
  command(id: string): MenuCommand;
  edit: readonly MenuCommand[];
}

export function menusOf(source: MenuSource): MenuDefinition[] {
  const host = (id: string): MenuEntry => itemOf(source.command(id));
  return [
    {
      id: 'file',
      label: 'File',
      entries: () => [host('file.install'), host('file.install-folder'), separator('exit'), host('file.exit')],
    },
    { id: 'edit', label: 'Edit', entries: () => editEntries(source.edit) },
    { id: 'view', label: 'View', entries: () => viewEntries(source) },
    { id: 'addins', label: 'Add-ins', entries: () => addinEntries(source) },
    { id: 'window', label: 'Window', entries: () => windowEntries(source) },
    {
      id: 'help',
      label: 'Help',
      entries: () => [host('help.keys'), host('help.write'), separator('about'), host('help.about')],
    },
  ];
}

function itemOf({ id, title, keys, disabled, run }: MenuCommand): MenuEntry {
  return { kind: 'item', id, label: title, run, ...(keys ? { keys } : {}), ...(disabled ? { disabled } : {}) };
}

function separator(id: string): MenuEntry {
  return { kind: 'separator', id: `separator ${id}` };
}

/** Undo and redo, a line, then the clipboard. */
const UNDO_ENTRIES = 2;

function editEntries(edit: readonly MenuCommand[]): MenuEntry[] {
  const entries = edit.map(itemOf);
  return [...entries.slice(0, UNDO_ENTRIES), separator('clipboard'), ...entries.slice(UNDO_ENTRIES)];
}

function viewEntries(source: MenuSource): MenuEntry[] {
  const themes = source.themes().map((theme): MenuEntry => ({ ...choiceOf(theme), checked: theme.isChosen }));
  return [
    ...source.pages().map(itemOf),
    separator('palette'),
    itemOf(source.command('view.palette')),
    separator('theme'),
    { kind: 'submenu', id: 'theme', label: 'Theme', entries: themes },
  ];
}

function choiceOf({ id, title, run }: MenuCommand): Extract<MenuEntry, { kind: 'item' }> {
  return { kind: 'item', id, label: title, run };
}

function addinEntries(source: MenuSource): MenuEntry[] {
  const menus = source
    .addins()
    .filter((addin) => addin.commands.length > 0)
    .map(({ id, name, commands }): MenuEntry => ({ kind: 'submenu', id, label: name, entries: commands.map(itemOf) }));
  const manage = itemOf({ ...source.command('view.addins'), title: 'Manage add-ins' });
  if (menus.length === 0) return [itemOf(source.command('file.install')), separator('manage'), manage];
  return [...menus, separator('manage'), manage];
}

function windowEntries(source: MenuSource): MenuEntry[] {
  const frames = source.frames().map((frame): MenuEntry => ({ ...choiceOf(frame), checked: frame.isActive }));
  const list: MenuEntry[] = frames.length > 0 ? [separator('frames'), ...frames] : [];
  return [...source.windows().map(itemOf), ...list];
}
