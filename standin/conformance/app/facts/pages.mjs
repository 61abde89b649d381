const url = 'proof://app/page.html';

/** The arguments of the page's next message on a channel, the event first. */
const heard = async ({ electron, once }, channel, run) => {
  const message = once(electron.ipcMain, channel);
  await run();
  return message;
};

export const facts = {
  "the preload's world is invisible to the page": async ({ assert, open }) => {
    const page = await open();
    const seen = await page.run(
      '[preloadSecretSeen, typeof preloadSecret, typeof require, typeof process, typeof module, typeof Buffer]',
    );
    assert.deepEqual(seen, Array(6).fill('undefined'));
    const names = await page.run(
      'Object.getOwnPropertyNames(window).filter((name) => /standin|electron|ipc/i.test(name))',
    );
    assert.deepEqual(names, []);
  },

  'a sandboxed preload has these modules and globals': async ({ assert, open }) => {
    const page = await open();
    const { types, processType, modules } = await page.run('host.environment()');
    assert.deepEqual(
      types.split(',').filter((_type, index) => index !== 1),
      ['object', 'function', 'object', 'object'],
    );
    assert.equal(processType, 'renderer');
    assert.deepEqual(modules, [true, true, true, true, true, false]);
  },

  'the context bridge carries functions, promises, errors and plain data': async ({ assert, open }) => {
    const page = await open();
    assert.deepEqual(await page.run('[host.version, host.nested.list[1].deep, host.add(2, 3)]'), [7, true, 5]);
    assert.equal(await page.run('host.later({ a: [1] }).then((value) => value.a[0])'), 1);
    assert.match(await page.run('try { host.fail() } catch (error) { error.message }'), /inside the preload/);
    assert.match(await page.run('host.failLater().catch((error) => error.message)'), /later inside/);
    assert.equal(await page.run("host.callBack((text) => text + '!')"), 'from the preload!');
  },

  'what is exposed is frozen, and exposed once': async ({ assert, open }) => {
    const page = await open();
    const outcome = await page.run(`
      try { window.host = 1 } catch {}
      try { host.version = 8; host.nested.list.push(1) } catch {}
      [host.version, host.nested.list.length, Object.isFrozen(host), delete window.host]`);
    assert.deepEqual(outcome, [7, 2, true, false]);
    assert.match(await page.run('host.exposeTwice()'), /Cannot bind an API on top of an existing property/);
  },

  'a function of the bridge belongs to the world that calls it': async ({ assert, open }) => {
    const page = await open();
    assert.deepEqual(await page.run('[host.add instanceof Function, host.later() instanceof Promise]'), [true, true]);
    assert.equal(await page.run("host.add.constructor('return typeof preloadSecret')()"), 'undefined');
  },

  'invoke and handle': async ({ assert, electron, open }) => {
    const page = await open();
    electron.ipcMain.handle('double', async (_event, value) => ({ doubled: value * 2, at: new Date(1) }));
    assert.throws(() => electron.ipcMain.handle('double', () => 0), /second handler/);
    const answer = await page.run("host.invoke('double', 21).then((value) => [value.doubled, value.at.getTime()])");
    assert.deepEqual(answer, [42, 1]);
    electron.ipcMain.removeHandler('double');
    assert.match(
      await page.run("host.invoke('double').catch((error) => error.message)"),
      /No handler registered for 'double'/,
    );
  },

  'a failing handler gives its text and nothing more': async ({ assert, electron, open }) => {
    const page = await open();
    electron.ipcMain.handle('fails', () => {
      throw Object.assign(new TypeError('refused'), { code: 'E_OWN' });
    });
    const [message, code] = await page.run(
      "host.invoke('fails').catch((error) => [error.message, String(error.code)])",
    );
    assert.equal(message, "Error invoking remote method 'fails': TypeError: refused");
    assert.equal(code, 'undefined');
    electron.ipcMain.removeHandler('fails');
  },

  'the sender of a message is known': async (tools) => {
    const { assert, electron, open } = tools;
    const page = await open();
    const [event, ...args] = await heard(tools, 'said', () => page.run("host.send('said', 1, { a: undefined })"));
    assert.equal(event.sender, page.webContents);
    assert.equal(event.senderFrame, page.webContents.mainFrame);
    assert.equal(event.senderFrame.url, url);
    assert.equal(event.senderFrame.origin, 'proof://app');
    assert.equal(event.senderFrame.parent, null);
    assert.deepEqual(args, [1, { a: undefined }]);
    assert.equal(electron.BrowserWindow.fromWebContents(event.sender), page);
  },

  'the url of the sender follows the page': async (tools) => {
    const page = await tools.open();
    await page.run("history.pushState(null, '', '/other?x#y'); 1");
    await tools.eventually(() => page.webContents.getURL() === 'proof://app/other?x#y');
    const [event] = await heard(tools, 'moved', () => page.run("host.send('moved')"));
    tools.assert.equal(event.senderFrame.url, 'proof://app/other?x#y');
  },

  'messages go to the frame, the contents, then everyone; a request to the first who handles it': async (tools) => {
    const { assert, electron, open } = tools;
    const page = await open();
    const order = [];
    page.webContents.mainFrame.ipc.on('order', () => order.push('frame'));
    page.webContents.ipc.on('order', () => order.push('contents'));
    await heard(tools, 'order', () => {
      electron.ipcMain.once('order', () => order.push('all'));
      return page.run("host.send('order')");
    });
    assert.deepEqual(order, ['frame', 'contents', 'all']);
    electron.ipcMain.handle('who', () => 'all');
    page.webContents.ipc.handle('who', () => 'contents');
    assert.equal(await page.run("host.invoke('who')"), 'contents');
    page.webContents.ipc.removeHandler('who');
    assert.equal(await page.run("host.invoke('who')"), 'all');
    electron.ipcMain.removeHandler('who');
  },

  'messages keep their order in both directions': async (tools) => {
    const { assert, electron, open, until } = tools;
    const page = await open();
    const received = [];
    const all = until(electron.ipcMain, 'greeted', (_event, number) => received.push(number) === 500);
    for (let number = 0; number < 500; number++) page.webContents.send('greet', number);
    await all;
    assert.deepEqual(
      received,
      Array.from({ length: 500 }, (_item, index) => index),
    );
  },

  'main answers the sender with reply': async (tools) => {
    const page = await tools.open();
    const [event] = await heard(tools, 'ask', () => page.run("host.send('ask')"));
    const [, answer] = await heard(tools, 'greeted', () => event.reply('greet', 'answer'));
    tools.assert.equal(answer, 'answer');
  },

  'what cannot be cloned, or transferred, is refused at the sender': async ({ assert, open }) => {
    const page = await open();
    assert.match(await page.run('host.uncloneable()'), /An object could not be cloned/);
    assert.match(await page.run('host.badTransfer()'), /Invalid value for transfer/);
    assert.throws(() => page.webContents.send('greet', () => 1), /An object could not be cloned/);
  },

  'a sent message waits for nobody: without a document it is lost': async ({ assert, open, channel, once }) => {
    const page = await open({ url: null });
    const { port1, port2 } = channel();
    port2.start();
    const closed = once(port2, 'close');
    page.webContents.postMessage('port', 1, [port1]);
    page.webContents.send('greet', 'nobody');
    await closed;
    await page.loadURL(url);
    assert.equal(await page.run('ports.length'), 0);
  },

  'the preload runs again after a reload, and in no subframe': async (tools) => {
    const { assert, electron, open, eventually } = tools;
    const runs = [];
    const listener = (_event, place) => runs.push(place);
    electron.ipcMain.on('preload-ran', listener);
    const page = await open();
    await heard(tools, 'preload-ran', () => page.reload());
    await eventually(() => page.run("typeof listen === 'function' && document.readyState === 'complete'"));
    await page.run(`
      const frame = document.createElement('iframe');
      frame.src = 'page.html';
      const loaded = new Promise((resolve) => { frame.onload = resolve });
      document.body.append(frame);
      loaded.then(() => 1)`);
    assert.equal(await page.run("typeof document.querySelector('iframe').contentWindow.host"), 'undefined');
    electron.ipcMain.off('preload-ran', listener);
    assert.equal(runs.length, 2);
  },

  'a preload that throws is reported': async ({ assert, open, folder, once }) => {
    const page = await open({ url: null, webPreferences: { preload: `${folder}/children/bad-preload.cjs` } });
    const reported = once(page.webContents, 'preload-error');
    await page.loadURL(url);
    const [, path, error] = await reported;
    assert.ok(path.endsWith('bad-preload.cjs'));
    assert.match(String(error), /on purpose/);
  },
};
