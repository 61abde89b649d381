import { app, type BrowserWindow, MessageChannelMain } from 'electron';
import { CHANNELS, type ViewPortLabel } from '../../preload/bridge.ts';
import { BARE_ADDIN, REPORT_TAG } from '../page/shared-names.ts';
import { startBareProcess } from './bare-process.ts';

/**
 * Stands around the product's own main process, which the build imports before this file, unchanged: it registers its
 * scheme before `ready`. Passes on what the page of the benchmark reports on its console.
 */
app.on('web-contents-created', (_event, contents) => {
  contents.on('console-message', ({ message }) => {
    if (message.startsWith(REPORT_TAG)) process.stdout.write(`${message}\n`);
  });
});

/** Called by the benchmark through its driver: joins the window with a process that only echoes. */
async function connectBareProcess(window: BrowserWindow, bareChild: string): Promise<void> {
  const child = await startBareProcess(bareChild);
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage('port', [port1]);
  const label: ViewPortLabel = { addinId: BARE_ADDIN, generation: 0, role: 'current' };
  window.webContents.postMessage(CHANNELS.viewPort, label, [port2]);
}

export type ConnectBareProcess = typeof connectBareProcess;
Object.assign(globalThis, { connectBareProcess });
