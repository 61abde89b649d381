import { ipcMain } from './ipc-main.ts';
import { wrapPorts } from './message-port-main.ts';
import type { PageMessage } from './page-document.ts';
import type { WebContents } from './web-contents.ts';

/** Takes a message of a document to the application: frame.ipc, then webContents.ipc, then ipcMain. */
export function dispatchPageMessage(contents: WebContents, message: PageMessage): void {
  const { channel, args } = message;
  if (channel === 'standin:preload-error') {
    contents.emit('preload-error', {}, contents.preloadPath, new Error(String(args[0])));
    return;
  }
  if (message.kind === 'invoke') {
    void answer(contents, message);
    return;
  }
  const event = {
    ...sender(contents),
    ports: wrapPorts(message.ports),
    reply: (name: string, ...values: unknown[]) => contents.send(name, ...values),
  };
  contents.emit('ipc-message', event, channel, ...args);
  for (const emitter of [contents.mainFrame.ipc, contents.ipc, ipcMain]) emitter.emit(channel, event, ...args);
}

async function answer(contents: WebContents, { channel, args, id }: PageMessage): Promise<void> {
  const reply = (isValue: boolean, value: unknown): void => contents.document?.send(['result', id, isValue, value]);
  const failed = (error: unknown): void => reply(false, `Error invoking remote method '${channel}': ${String(error)}`);
  const emitters = [contents.mainFrame.ipc, contents.ipc, ipcMain];
  const handler = emitters.map((emitter) => emitter.handlerFor(channel)).find((found) => found !== undefined);
  if (handler === undefined) {
    failed(new Error(`No handler registered for '${channel}'`));
    return;
  }
  try {
    reply(true, await handler(sender(contents), ...args));
  } catch (error) {
    process.stderr.write(
      `Error occurred in handler for '${channel}': ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    failed(error);
  }
}

function sender(contents: WebContents): Record<string, unknown> {
  return { type: 'frame', sender: contents, senderFrame: contents.mainFrame, processId: contents.id, frameId: 1 };
}
