import type { Effect } from '../addins/protocol/permissions.ts';
import type { PermissionSummary } from '../preload/bridge.ts';
import type { GalleryActions } from './gallery/gallery-page.tsx';
import type { PermissionActions } from './permissions/permissions-page.tsx';
import type { WindowModel } from './window-model.ts';

/** Milliseconds in which a change of permissions can be taken back with one press. */
const UNDO_LASTS = 10_000;
const NOTE_LASTS = 5_000;

/** `readChoices`: which add-in answers for what has changed. */
export function galleryActions(model: WindowModel, readChoices: () => Promise<void>): GalleryActions {
  const { host, attempt, links, showPage, openDialog, toasts, state } = model;
  const { bridge } = host;
  const nameOf = (addinId: string): string => nameIn(state.getState().addins, addinId);
  return {
    open: (addinId, view) => {
      showPage('workspace');
      attempt(bridge.openView(addinId, view));
    },
    setEnabled: (addinId, enabled) =>
      attempt(bridge.setEnabled(addinId, enabled).then(() => (enabled ? links.reconnect(addinId) : undefined))),
    restart: (addinId) => attempt(bridge.restart(addinId)),
    stop: (addinId) => attempt(bridge.stop(addinId)),
    rollBack: (addinId) => attempt(bridge.rollBack(addinId)),
    showPermissions: (addinId) => showPage('permissions', addinId),
    install: () => attempt(bridge.pickPackages('file')),
    installFolder: () => attempt(bridge.pickPackages('folder')),
    showGuide: () => openDialog('write'),
    chooseProvider: (contract, addinId) =>
      attempt(bridge.chooseProvider(contract, addinId).finally(() => attempt(readChoices()))),
    uninstall(addinId, keepData) {
      const title = `${nameOf(addinId)} was uninstalled`;
      const text = keepData ? 'Its data is kept for the next time.' : 'Its data is gone too.';
      const say = (): void => toasts.show({ tone: 'plain', title, text, lasts: NOTE_LASTS });
      attempt(bridge.uninstall(addinId, keepData).then(say));
    },
  };
}

const ORDER: readonly Effect[] = ['deny', 'ask', 'allow'];

export function permissionActions(model: WindowModel, current: () => readonly PermissionSummary[]): PermissionActions {
  const { host, attempt, showPage } = model;
  const { bridge } = host;
  return {
    setAnswer(addinId, permission, effect) {
      const before = current().find((row) => row.addinId === addinId && row.permission === permission);
      attempt(
        bridge.setAnswer(addinId, permission, effect).then(() => {
          if (before && effect !== null && isStricter(effect, before.effect)) offerUndo(model, [before]);
        }),
      );
    },
    revokeAll(addinId) {
      const before = current().filter((row) => row.addinId === addinId && row.effect !== 'deny');
      attempt(bridge.revokeAll(addinId).then(() => offerUndo(model, before)));
    },
    stop: (addinId) => attempt(bridge.stop(addinId)),
    openGallery: () => showPage('addins'),
  };
}

function isStricter(effect: Effect, than: Effect): boolean {
  return ORDER.indexOf(effect) < ORDER.indexOf(than);
}

/** What was taken away is gone at once; the toast gives it back. */
function offerUndo(model: WindowModel, before: readonly PermissionSummary[]): void {
  const [first] = before;
  if (!first) return;
  const { toasts, state, host, attempt } = model;
  const name = nameIn(state.getState().addins, first.addinId);
  const title = before.length === 1 ? `${name}: ${first.plain}` : `${name}: ${before.length} permissions revoked`;
  const text = 'In effect from its next call on.';
  const undo = (): void => {
    for (const row of before) attempt(host.bridge.setAnswer(row.addinId, row.permission, ownAnswer(row)));
  };
  const actions = [{ label: 'Undo', run: undo }];
  toasts.show({ tone: 'plain', title, text, actions, lasts: UNDO_LASTS, id: `revoke ${first.addinId}` });
}

/** What the person had answered before; null where only the policy had spoken. */
function ownAnswer({ effect, because }: PermissionSummary): Effect | null {
  return because.some((reason) => reason.startsWith('your answer')) ? effect : null;
}

function nameIn(addins: readonly { id: string; displayName: string }[], addinId: string): string {
  return addins.find((addin) => addin.id === addinId)?.displayName ?? addinId;
}
