import type { PromptRequest } from '../preload/bridge.ts';
import type { WindowModel } from './window-model.ts';

/** Milliseconds in which blocking can be taken back with one press. */
const UNDO_LASTS = 10_000;

type BlockParts = {
  host: { bridge: Pick<WindowModel['host']['bridge'], 'answerPrompt' | 'setEnabled'> };
  links: Pick<WindowModel['links'], 'reconnect'>;
  toasts: Pick<WindowModel['toasts'], 'show'>;
} & Pick<WindowModel, 'attempt'>;

type Asker = Pick<PromptRequest, 'promptId' | 'addinId' | 'displayName'>;

/**
 * "Block this add-in": refuses what it asks and switches it off, as Disable on the Add-ins page does. It is switched
 * off also when the question has just gone: the person decided about the add-in.
 */
export function blockAddin({ host, links, toasts, attempt }: BlockParts, asker: Asker): void {
  const { promptId, addinId, displayName } = asker;
  const { bridge } = host;
  const undo = (): void => attempt(bridge.setEnabled(addinId, true).then(() => links.reconnect(addinId)));
  const tell = (): void =>
    toasts.show({
      tone: 'plain',
      title: `${displayName} is switched off`,
      text: 'It does nothing until you enable it again.',
      actions: [{ label: 'Undo', run: undo }],
      lasts: UNDO_LASTS,
      id: `blocked ${addinId}`,
    });
  attempt(Promise.all([bridge.answerPrompt(promptId, 'block'), bridge.setEnabled(addinId, false)]).then(tell));
}
