import { type ReactNode, useCallback } from 'react';
import { useStore } from 'zustand';
import type { AddinSummary, StagedPackage } from '../preload/bridge.ts';
import { blockAddin } from './block-addin.ts';
import { commandsOf } from './commands.ts';
import { systemName } from './design/system-name.ts';
import { dropPackages } from './drop-packages.ts';
import type { DroppedEntry } from './install/collect-drop.ts';
import { DropOverlay } from './install/drop-overlay.tsx';
import { InstallSheet } from './install/install-sheet.tsx';
import { LostDialog } from './lost-dialog.tsx';
import { AboutDialog, KeysDialog, WriteDialog } from './menu/help-dialogs.tsx';
import { Palette } from './palette/palette.tsx';
import { PermissionPrompt } from './prompts/permission-prompt.tsx';
import { installNote, type WindowModel } from './window-model.ts';

/** What lies over every page: the drop target, the sheets and dialogs of the host. */
export function Layers({ model }: { model: WindowModel }): ReactNode {
  return (
    <>
      <InstallLayer model={model} />
      <PromptLayer model={model} />
      <DialogLayer model={model} />
      <LostDialog model={model} />
    </>
  );
}

const NOTE_LASTS = 6_000;

function InstallLayer({ model }: { model: WindowModel }): ReactNode {
  const drop = useCallback((entries: readonly DroppedEntry[]) => void dropPackages(model, entries), [model]);
  const tell = ({ addinId, displayName, version, kind }: StagedPackage, addin: AddinSummary): void => {
    const { toasts, host, attempt, announcer } = model;
    announcer.say(`${displayName} ${version} is installed`);
    // A running add-in reports its upgrade itself, with what it cost.
    if (kind !== 'install' && addin.state === 'running') return;
    const [view] = addin.views;
    const actions = view ? [{ label: 'Open', run: () => attempt(host.bridge.openView(addinId, view.id)) }] : [];
    const title = `${displayName} ${version} is installed`;
    toasts.show({ tone: 'good', title, actions, lasts: NOTE_LASTS, id: installNote(addinId) });
  };
  return (
    <>
      <DropOverlay onDrop={drop} />
      <InstallSheet queue={model.installs} onInstalled={tell} />
    </>
  );
}

function PromptLayer({ model }: { model: WindowModel }): ReactNode {
  const prompt = useStore(model.state, (state) => state.prompts[0] ?? null);
  return (
    <PermissionPrompt
      prompt={prompt}
      onAnswer={(promptId, answer) => {
        model.state.setState(({ prompts }) => ({ prompts: prompts.filter((other) => other.promptId !== promptId) }));
        if (answer === 'block' && prompt) blockAddin(model, prompt);
        else model.attempt(model.host.bridge.answerPrompt(promptId, answer));
      }}
    />
  );
}

function DialogLayer({ model }: { model: WindowModel }): ReactNode {
  const dialog = useStore(model.state, (state) => state.dialog);
  const host = useStore(model.state, (state) => state.host);
  const close = useCallback(() => model.openDialog(null), [model]);
  const commands = useCallback(() => commandsOf(model), [model]);
  const runtime = host ? `${host.runtime} on ${systemName(host.platform)}` : null;
  return (
    <>
      <Palette open={dialog === 'palette'} onClose={close} commands={commands} />
      <KeysDialog open={dialog === 'keys'} onClose={close} />
      <WriteDialog open={dialog === 'write'} onClose={close} />
      <AboutDialog open={dialog === 'about'} onClose={close} runtime={runtime} />
    </>
  );
}
