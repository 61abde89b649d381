// Each runs in a start of its own; `say` lines are what the test reads.
import path from 'node:path';
import { app, BrowserWindow, utilityProcess } from 'electron';
import { servePages } from './serve-pages.mjs';

const say = (...items) =>
  process.stdout.write(`${items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(' ')}\n`);

const sayEvents = (window) => {
  for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed']) app.on(name, () => say('event', name));
  window?.on('close', () => say('event', 'close'));
  window?.on('closed', () => say('event', 'closed'));
};

const withWindow = async () => {
  await app.whenReady();
  const window = new BrowserWindow({ width: 400, height: 300 });
  sayEvents(window);
  await window.loadURL('data:text/html,<title>scenario</title>');
  return window;
};

const forkIdle = async () => {
  await app.whenReady();
  const child = utilityProcess.fork(path.join(import.meta.dirname, 'children/ends.mjs'), ['idle'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('message', resolve));
  return child;
};

export const scenarios = {
  'one-instance': () => {
    const isFirst = app.requestSingleInstanceLock({ from: process.pid, list: [1] });
    say('first', String(isFirst));
    if (!isFirst) {
      app.quit();
      return;
    }
    app.on('second-instance', (...args) => {
      const [, argv, folder, data] = args;
      say('second', { ready: app.isReady(), hasMarker: argv.some((item) => item.includes('marker')), folder, data });
      app.quit();
    });
  },

  'hold-lock': () => say('first', String(app.requestSingleInstanceLock())),

  'quit-order': async () => {
    await withWindow();
    app.quit();
  },

  'quit-is-delayed-once': async () => {
    await withWindow();
    app.once('before-quit', (event) => {
      event.preventDefault();
      setTimeout(() => {
        say('stopped');
        app.quit();
      }, 50);
    });
    app.quit();
  },

  'a-window-keeps-the-app': async () => {
    const window = await withWindow();
    window.once('close', (event) => {
      event.preventDefault();
      say('kept');
      setTimeout(() => window.close(), 50);
    });
    app.on('window-all-closed', () => app.quit());
    app.quit();
  },

  'will-quit-is-prevented': async () => {
    await app.whenReady();
    sayEvents();
    app.once('will-quit', (event) => {
      event.preventDefault();
      setTimeout(() => app.quit(), 50);
    });
    app.quit();
  },

  'last-window-closes': async () => {
    const window = await withWindow();
    app.on('window-all-closed', () => app.quit());
    window.close();
  },

  'exit-does-not-ask': async () => {
    const window = await withWindow();
    window.on('close', (event) => event.preventDefault());
    app.on('before-quit', (event) => event.preventDefault());
    app.exit(5);
  },

  'process-exit': async () => {
    await app.whenReady();
    sayEvents();
    process.exit(3);
  },

  'quit-with-child': async () => {
    const child = await forkIdle();
    say('child', String(child.pid));
    app.quit();
  },

  'die-with-child': async () => {
    const window = await withWindow();
    const child = await forkIdle();
    const tabs = app.getAppMetrics().filter(({ type }) => type === 'Tab');
    say('child', String(child.pid), ...tabs.map(({ pid }) => String(pid)));
    await window.webContents.executeJavaScript('1');
    process.kill(process.pid, 'SIGKILL');
  },

  driven: async () => {
    await app.whenReady();
    servePages();
    const window = new BrowserWindow({
      width: 640,
      height: 480,
      webPreferences: { preload: path.join(import.meta.dirname, 'preload.cjs') },
    });
    await window.loadURL('proof://app/page.html');
  },

  'goes-on-after-an-error': async () => {
    process.on('uncaughtException', (error) => say('caught', error.message));
    await app.whenReady();
    setTimeout(() => {
      throw new Error('on purpose');
    }, 10);
    setTimeout(() => app.exit(0), 100);
  },
};
