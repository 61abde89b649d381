const { contextBridge, ipcRenderer, webUtils } = require('electron');

globalThis.preloadSecret = 'seen';

const refusals = (run) => {
  try {
    run();
    return null;
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};

contextBridge.exposeInMainWorld('host', {
  version: 7,
  nested: { list: [1, { deep: true }] },
  add: (left, right) => left + right,
  fail: () => {
    throw new Error('inside the preload');
  },
  later: async (value) => value,
  failLater: async () => {
    throw new Error('later inside');
  },
  callBack: (run) => run('from the preload'),
  send: (channel, ...args) => ipcRenderer.send(channel, ...args),
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  pathOf: (file) => webUtils.getPathForFile(file),
  exposeTwice: () => refusals(() => contextBridge.exposeInMainWorld('host', {})),
  badTransfer: () => refusals(() => ipcRenderer.postMessage('given', 1, [new ArrayBuffer(1)])),
  uncloneable: () => refusals(() => ipcRenderer.send('given', () => 1)),
  environment: () => ({
    types: [typeof process, typeof Buffer, typeof setImmediate, typeof module, typeof exports].join(),
    processType: process.type,
    modules: ['electron', 'events', 'timers', 'url', 'node:events', 'fs'].map(
      (name) => refusals(() => require(name)) === null,
    ),
  }),
});

ipcRenderer.on('port', (event, message) => window.postMessage({ tag: 'port', message }, '*', event.ports));
ipcRenderer.on('greet', (_event, ...args) => ipcRenderer.send('greeted', ...args));
window.addEventListener('message', (event) => {
  if (event.source === window && event.data?.tag === 'give') {
    ipcRenderer.postMessage('given', event.data.message, event.ports);
  }
});
ipcRenderer.send('preload-ran', location.href);
