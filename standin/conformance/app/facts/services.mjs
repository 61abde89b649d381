import { existsSync, mkdtempSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const setHandlers = ({ session }, check, request) => {
  session.defaultSession.setPermissionCheckHandler(check);
  session.defaultSession.setPermissionRequestHandler(request);
};

const state = (name) => `navigator.permissions.query({ name: '${name}' }).then((status) => status.state)`;

export const facts = {
  'the app knows its name, version and place': async ({ assert, electron, folder }) => {
    const { app } = electron;
    assert.deepEqual([app.getName(), app.getVersion(), app.getAppPath()], ['conformance', '1.2.3', folder]);
    assert.equal(app.isPackaged, false);
    assert.equal(app.isReady(), true);
    assert.equal(process.type, 'browser');
    assert.match(process.versions.electron, /^\d+\.\d+\.\d+/);
  },

  paths: async ({ assert, electron }) => {
    const { app } = electron;
    assert.equal(app.getPath('home'), os.homedir());
    assert.ok(existsSync(app.getPath('userData')));
    assert.equal(typeof app.getPath('downloads'), 'string');
    assert.equal(typeof app.getPath('documents'), 'string');
    assert.throws(() => app.getPath('nonsense'), /Failed to get 'nonsense' path/);
    assert.throws(() => app.setPath('userData', 'relative'));
    const folder = mkdtempSync(path.join(os.tmpdir(), 'conformance-path-'));
    app.setPath('downloads', folder);
    assert.equal(app.getPath('downloads'), folder);
  },

  'switches can be read and set': async ({ assert, electron }) => {
    const { commandLine } = electron.app;
    assert.equal(commandLine.getSwitchValue('facts'), 'services');
    assert.equal(commandLine.hasSwitch('never-given'), false);
    commandLine.appendSwitch('given-later', 'value');
    assert.equal(commandLine.getSwitchValue('given-later'), 'value');
  },

  'without handlers permissions are granted, handlers can deny them': async ({ assert, electron, open }) => {
    const granted = await open({ url: 'proof://granted/page.html' });
    assert.equal(await granted.run(state('geolocation')), 'granted');
    const asked = [];
    setHandlers(
      electron,
      (_contents, permission, origin) => {
        asked.push([permission, origin]);
        return false;
      },
      (_contents, _permission, callback) => callback(false),
    );
    const denied = await open({ url: 'proof://denied/page.html' });
    assert.equal(await denied.run(state('geolocation')), 'denied');
    const refusal =
      'new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve(0), (error) => resolve(error.code)))';
    assert.equal(await denied.run(refusal), 1);
    setHandlers(electron, null, null);
    assert.ok(
      asked.some(([permission, origin]) => permission === 'geolocation' && origin.startsWith('proof://denied')),
      asked.join(),
    );
  },

  'one permission can be granted alone': async ({ assert, electron, open }) => {
    const allowed = (permission) => permission === 'notifications';
    setHandlers(
      electron,
      (_contents, permission) => allowed(permission),
      (_contents, permission, callback) => callback(allowed(permission)),
    );
    const page = await open({ url: 'proof://chosen/page.html' });
    assert.deepEqual(
      [await page.run(state('notifications')), await page.run(state('geolocation'))],
      ['granted', 'denied'],
    );
    setHandlers(electron, null, null);
  },

  'nativeTheme reaches the pages': async ({ assert, electron, open, once, eventually }) => {
    const { nativeTheme } = electron;
    const page = await open();
    const isDark = () => page.run("matchMedia('(prefers-color-scheme: dark)').matches");
    for (const [source, dark] of [
      ['dark', true],
      ['light', false],
    ]) {
      const updated = once(nativeTheme, 'updated');
      nativeTheme.themeSource = source;
      await updated;
      assert.equal(nativeTheme.shouldUseDarkColors, dark);
      await eventually(async () => (await isDark()) === dark);
    }
    const later = await open();
    assert.equal(await later.run("matchMedia('(prefers-color-scheme: light)').matches"), true);
    assert.throws(() => {
      nativeTheme.themeSource = 'pink';
    });
    nativeTheme.themeSource = 'system';
  },

  'a frame of another site follows the theme': async ({ assert, electron, open, eventually }) => {
    const { nativeTheme } = electron;
    const page = await open();
    const add = () =>
      page.run(`new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.sandbox = 'allow-scripts';
        frame.src = 'proof://elsewhere/frame.html';
        frame.onload = () => resolve(1);
        document.body.append(frame);
      })`);
    const theme = () =>
      page.run(`new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        frames[frames.length - 1].postMessage('theme', '*', [port2]);
      })`);
    await add();
    for (const source of ['dark', 'light', 'dark']) {
      nativeTheme.themeSource = source;
      await eventually(async () => (await theme()) === source);
    }
    await add();
    assert.equal(await theme(), 'dark');
    nativeTheme.themeSource = 'system';
  },

  'safeStorage gives back what it was given, and nothing else': async ({ assert, electron }) => {
    const { safeStorage } = electron;
    assert.equal(await safeStorage.isAsyncEncryptionAvailable(), true);
    const encrypted = await safeStorage.encryptStringAsync('a secret');
    assert.ok(Buffer.isBuffer(encrypted) && !encrypted.includes('a secret'));
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(encrypted);
    assert.deepEqual([result, shouldReEncrypt], ['a secret', false]);
    encrypted[encrypted.length - 1] ^= 1;
    await assert.rejects(safeStorage.decryptStringAsync(encrypted));
    assert.equal(safeStorage.getSelectedStorageBackend(), 'basic_text');
  },

  'the clipboard is asynchronous': async ({ assert, electron }) => {
    const { clipboard } = electron;
    await clipboard.writeText('copied');
    assert.equal(await clipboard.readText(), 'copied');
  },

  'a menu keeps its items and their state': async ({ assert, electron }) => {
    const { Menu } = electron;
    const clicks = [];
    const menu = Menu.buildFromTemplate([
      {
        label: 'File',
        submenu: [{ id: 'open', label: 'Open', click: (item) => clicks.push(item.label) }, { type: 'separator' }],
      },
    ]);
    Menu.setApplicationMenu(menu);
    assert.equal(Menu.getApplicationMenu(), menu);
    const item = menu.getMenuItemById('open');
    assert.deepEqual(
      [item.label, item.enabled, item.checked, menu.items[0].submenu.items[1].type],
      ['Open', true, false, 'separator'],
    );
    item.enabled = false;
    assert.equal(menu.getMenuItemById('open').enabled, false);
    item.click();
    assert.deepEqual(clicks, ['Open']);
    Menu.setApplicationMenu(null);
  },

  'a display has a size': async ({ assert, electron }) => {
    const { bounds, workArea, scaleFactor } = electron.screen.getPrimaryDisplay();
    assert.ok(bounds.width >= 640 && bounds.height >= 480 && workArea.width <= bounds.width && scaleFactor > 0);
  },

  'what is accepted without an effect of its own': async ({ assert, electron }) => {
    electron.crashReporter.start({ uploadToServer: false });
    assert.equal(typeof electron.Notification.isSupported(), 'boolean');
    electron.powerMonitor.on('suspend', () => undefined);
    await assert.rejects(electron.shell.openExternal('no url'));
    for (const name of ['showOpenDialog', 'showSaveDialog', 'showMessageBox', 'showErrorBox']) {
      assert.equal(typeof electron.dialog[name], 'function');
    }
  },

  'the folder of the app is private to it': async ({ assert, electron }) => {
    const file = path.join(electron.app.getPath('userData'), 'safe-storage.key');
    if (existsSync(file)) assert.equal(statSync(file).mode & 0o077, 0);
  },
};
