import { ipcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import { CHANNELS } from '../../preload/bridge.ts';
import type { AppWindow } from './app-window.ts';

/**
 * Runs `connect` with a fresh bridge port each time the page of `window` says that it listens, also after a reload.
 * The only use of ipcMain: everything else travels on the port.
 */
export function onWindowReady(window: AppWindow, connect: (port: MessagePortMain) => void): void {
  ipcMain.on(CHANNELS.ready, (event) => {
    if (!window.isFrom(event)) return;
    const { port1, port2 } = new MessageChannelMain();
    window.sendBridgePort(port2);
    connect(port1);
  });
}
