/** What `electron` means in the main process. */
// biome-ignore lint/performance/noBarrelFile: the module named electron consists of re-exports
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { MessageChannelMain } from './message-port-main.ts';
export { nativeImage } from './native-image.ts';
export { protocol } from './protocol.ts';
export { session } from './session.ts';
export { utilityProcess } from './utility-process.ts';
export { WebContents as webContents } from './web-contents.ts';
