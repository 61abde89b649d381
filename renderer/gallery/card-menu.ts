import type { AddinSummary } from '../../preload/bridge.ts';
import type { MenuEntry } from '../design/menu.tsx';
import type { CardActions } from './addin-card.tsx';

/** Everything that can be done with an installed add-in, most used first. */
export function cardMenu(addin: AddinSummary, actions: CardActions): MenuEntry[] {
  const { id, enabled, previousVersion, state } = addin;
  const isRunning = state === 'running' || state === 'upgrading' || state === 'starting';
  const mayStart = enabled && state !== 'revoked';
  const views = mayStart ? addin.views : [];
  return [
    ...views.map(
      (view): MenuEntry => ({
        kind: 'item',
        id: `open ${view.id}`,
        label: views.length > 1 ? `Open ${view.title}` : 'Open',
        run: () => actions.open(id, view.id),
      }),
    ),
    { kind: 'item', id: 'restart', label: 'Restart', disabled: !mayStart, run: () => actions.restart(id) },
    { kind: 'item', id: 'stop', label: 'Stop', disabled: !isRunning, run: () => actions.stop(id) },
    { kind: 'separator', id: 'before-permissions' },
    { kind: 'item', id: 'permissions', label: 'Permissions', run: () => actions.showPermissions(id) },
    enabled
      ? { kind: 'item', id: 'disable', label: 'Disable', run: () => actions.setEnabled(id, false) }
      : { kind: 'item', id: 'enable', label: 'Enable', run: () => actions.setEnabled(id, true) },
    {
      kind: 'item',
      id: 'roll-back',
      label: previousVersion ? `Roll back to ${previousVersion}` : 'Roll back',
      disabled: previousVersion === null,
      run: () => actions.rollBack(id),
    },
    { kind: 'separator', id: 'before-uninstall' },
    { kind: 'item', id: 'uninstall', label: 'Uninstall…', run: () => actions.uninstall(id) },
  ];
}
