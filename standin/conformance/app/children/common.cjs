const { net } = require('electron');
process.parentPort.postMessage([typeof net.fetch, typeof require('electron').app, __filename.endsWith('common.cjs')]);
