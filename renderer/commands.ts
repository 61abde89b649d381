import type { AddinSummary, ThemeChoice } from '../preload/bridge.ts';
import type { Page } from './host-state.ts';
import type { WindowModel } from './window-model.ts';

/** Something a person can do, wherever it is offered: menu, palette, keyboard, the system's own menu. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** Where a heading already names the add-in. */
  readonly shortTitle?: string;
  /** Heading in the palette. */
  readonly group: 'Go to' | 'Add-ins' | 'Frames' | 'Bulkhead';
  readonly keys?: string;
  readonly disabled?: boolean;
  run(): void;
}

const PAGES: readonly { page: Page; title: string; keys: string }[] = [
  { page: 'workspace', title: 'Workspace', keys: 'Ctrl+1' },
  { page: 'addins', title: 'Add-ins', keys: 'Ctrl+2' },
  { page: 'permissions', title: 'Permissions', keys: 'Ctrl+3' },
  { page: 'diagnostics', title: 'Diagnostics', keys: 'Ctrl+4' },
];

export const THEMES: readonly { theme: ThemeChoice; title: string }[] = [
  { theme: 'system', title: 'As the system' },
  { theme: 'light', title: 'Light' },
  { theme: 'dark', title: 'Dark' },
];

/** Everything that can be done now. Cheap enough to be asked for whenever a menu opens. */
export function commandsOf(model: WindowModel): Command[] {
  return [
    ...pageCommands(model),
    ...frameCommands(model),
    ...model.state.getState().addins.flatMap((addin) => addinCommands(model, addin)),
    ...questionCommands(model),
    ...windowCommands(model),
    ...hostCommands(model),
  ];
}

export function runCommandById(model: WindowModel, id: string): void {
  const command = commandsOf(model).find((candidate) => candidate.id === id);
  if (command && !command.disabled) command.run();
}

export function pageCommands(model: WindowModel): Command[] {
  return PAGES.map(({ page, title, keys }) => ({
    id: `view.${page}`,
    title,
    group: 'Go to',
    keys,
    run: () => model.showPage(page),
  }));
}

/** One per open frame, lowest first. */
export function frameCommands({ workspace, showPage }: WindowModel): Command[] {
  const { frames, stack } = workspace.store.getState();
  return stack.flatMap((frameId) => {
    const frame = frames.get(frameId);
    if (!frame) return [];
    const run = (): void => {
      showPage('workspace');
      workspace.activate(frameId);
    };
    return [{ id: `frame.${frameId}`, title: frame.title || 'Untitled', group: 'Frames', run }];
  });
}

/** Views and commands an add-in declares; they exist whether or not it runs. */
export function addinCommands(model: WindowModel, addin: AddinSummary): Command[] {
  if (!addin.enabled) return [];
  const { id, displayName } = addin;
  const { attempt, host } = model;
  const views = addin.views.map(
    (view): Command => ({
      id: `addin.${id}.view.${view.id}`,
      title: view.title === displayName ? `Open ${displayName}` : `${displayName}: ${view.title}`,
      shortTitle: `Open ${view.title}`,
      group: 'Add-ins',
      run: () => attempt(host.bridge.openView(id, view.id)),
    }),
  );
  const commands = addin.commands.map(
    (command): Command => ({
      id: `addin.${id}.command.${command.id}`,
      title: `${displayName}: ${command.title}`,
      shortTitle: command.title,
      group: 'Add-ins',
      run: () => attempt(host.bridge.runCommand(id, command.id)),
    }),
  );
  return [...views, ...commands];
}

/** One per add-in whose question waits behind its badge. */
function questionCommands({ state, attempt, host }: WindowModel): Command[] {
  return state.getState().waiting.map(({ addinId, displayName }) => ({
    id: `question.${addinId}`,
    title: `${displayName}: answer its question`,
    group: 'Add-ins',
    run: () => attempt(host.bridge.openQuestion(addinId)),
  }));
}

export function windowCommands({ workspace }: WindowModel): Command[] {
  const { frames } = workspace.store.getState();
  const commands: Omit<Command, 'group' | 'disabled'>[] = [
    { id: 'window.cascade', title: 'Cascade', run: () => workspace.arrange('cascade') },
    { id: 'window.tile-horizontal', title: 'Tile horizontally', run: () => workspace.arrange('tile-horizontal') },
    { id: 'window.tile-vertical', title: 'Tile vertically', run: () => workspace.arrange('tile-vertical') },
    { id: 'window.next', title: 'Next frame', keys: 'Ctrl+F6', run: () => workspace.cycle('next') },
    { id: 'window.previous', title: 'Previous frame', keys: 'Ctrl+Shift+F6', run: () => workspace.cycle('previous') },
    { id: 'window.minimise-all', title: 'Minimise all', run: () => workspace.minimiseAll() },
    { id: 'window.close-all', title: 'Close all', run: () => workspace.requestClose([...frames.keys()]) },
  ];
  return commands.map((command) => ({ ...command, group: 'Frames', disabled: frames.size === 0 }));
}

export function hostCommands(model: WindowModel): Command[] {
  const { attempt, host } = model;
  const commands: Omit<Command, 'group'>[] = [
    {
      id: 'file.install',
      title: 'Install add-in…',
      keys: 'Ctrl+O',
      run: () => attempt(host.bridge.pickPackages('file')),
    },
    {
      id: 'file.install-folder',
      title: 'Install from folder…',
      run: () => attempt(host.bridge.pickPackages('folder')),
    },
    { id: 'view.palette', title: 'Search…', keys: 'Ctrl+Shift+P', run: () => model.openDialog('palette') },
    ...THEMES.map(({ theme, title }) => ({
      id: `view.theme.${theme}`,
      title: `Theme: ${title.toLowerCase()}`,
      run: () => chooseTheme(model, theme),
    })),
    { id: 'help.keys', title: 'Keyboard shortcuts', keys: 'F1', run: () => model.openDialog('keys') },
    { id: 'help.write', title: 'Write an add-in', run: () => model.openDialog('write') },
    { id: 'help.about', title: 'About Bulkhead', run: () => model.openDialog('about') },
    { id: 'file.exit', title: 'Exit', run: () => window.close() },
  ];
  return commands.map((command) => ({ ...command, group: 'Bulkhead' }));
}

function chooseTheme({ attempt, host, state }: WindowModel, theme: ThemeChoice): void {
  state.setState({ theme });
  attempt(host.bridge.setTheme(theme));
}
