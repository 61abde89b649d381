const url = 'proof://app/page.html';

export const facts = {
  'no window before ready': async ({ assert, early }) => {
    assert.match(String(early.windowError), /before app is ready/);
  },

  'the page has the size that was asked for': async ({ assert, open, eventually }) => {
    const page = await open({ width: 700, height: 500, useContentSize: true });
    const size = async () => (await page.run('[innerWidth, innerHeight]')).join();
    await eventually(size, (text) => text === '700,500');
    page.setContentSize(820, 560);
    await eventually(size, (text) => text === '820,560');
    assert.deepEqual(page.getContentSize(), [820, 560]);
  },

  'setBounds moves and resizes, and says so': async ({ assert, open, once }) => {
    const page = await open();
    const events = Promise.all([once(page, 'move'), once(page, 'resize')]);
    page.setBounds({ x: 120, y: 90, width: 720, height: 520 });
    await events;
    assert.deepEqual(page.getBounds(), { x: 120, y: 90, width: 720, height: 520 });
  },

  'windows are found by what they are': async ({ assert, electron, open }) => {
    const { BrowserWindow, webContents } = electron;
    const page = await open();
    assert.equal(BrowserWindow.fromWebContents(page.webContents), page);
    assert.equal(BrowserWindow.fromId(page.id), page);
    assert.equal(webContents.fromId(page.webContents.id), page.webContents);
    assert.deepEqual(BrowserWindow.getAllWindows(), [page]);
  },

  'close asks, and a listener may refuse': async ({ assert, open, once, sleep }) => {
    const page = await open();
    page.once('close', (event) => event.preventDefault());
    page.close();
    await sleep(200);
    assert.equal(page.isDestroyed(), false);
    const closed = once(page, 'closed');
    page.close();
    await closed;
    assert.equal(page.isDestroyed(), true);
  },

  'a page may refuse in its beforeunload, without a question': async ({ assert, open, once, sleep }) => {
    const page = await open();
    await page.webContents.executeJavaScript(
      "addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'no' }); 1",
      true,
    );
    const asked = once(page.webContents, 'will-prevent-unload');
    page.close();
    await asked;
    await sleep(100);
    assert.equal(page.isDestroyed(), false);
    page.webContents.once('will-prevent-unload', (event) => event.preventDefault());
    const closed = once(page, 'closed');
    page.close();
    await closed;
  },

  'destroy does not ask': async ({ assert, open }) => {
    const page = await open();
    const events = [];
    page.on('close', (event) => {
      events.push('close');
      event.preventDefault();
    });
    page.on('closed', () => events.push('closed'));
    page.webContents.on('destroyed', () => events.push('destroyed'));
    page.destroy();
    assert.equal(page.isDestroyed(), true);
    assert.ok(events.includes('closed') && !events.includes('close'), events.join());
  },

  'a page closes its own window': async ({ open, once }) => {
    const page = await open();
    const closed = once(page, 'closed');
    page.run('close()').catch(() => undefined);
    await closed;
  },

  'show and hide': async ({ assert, open, once }) => {
    const page = await open({ show: false });
    assert.equal(page.isVisible(), false);
    const shown = once(page, 'show');
    page.show();
    await shown;
    assert.equal(page.isVisible(), true);
    page.hide();
    assert.equal(page.isVisible(), false);
  },

  'ready-to-show comes for a hidden window, once': async ({ assert, open, once, sleep }) => {
    const page = await open({ show: false, url: null });
    let count = 0;
    page.on('ready-to-show', () => count++);
    const ready = once(page, 'ready-to-show');
    await page.loadURL(url);
    await ready;
    await page.loadURL(`${url}?again`);
    await sleep(100);
    assert.equal(count, 1);
  },

  'maximize and back': async ({ assert, open, once, eventually }) => {
    const page = await open({ width: 640, height: 480 });
    const grown = once(page, 'maximize');
    page.maximize();
    await grown;
    assert.equal(page.isMaximized(), true);
    await eventually(async () => (await page.run('innerWidth')) > 1000);
    const back = once(page, 'unmaximize');
    page.unmaximize();
    await back;
    assert.equal(page.isMaximized(), false);
    await eventually(async () => (await page.run('innerWidth')) === 640);
  },

  'capturePage gives a PNG of the page': async ({ assert, open }) => {
    const page = await open();
    await page.run(
      "document.body.style.background = 'rgb(200, 30, 30)'; new Promise(requestAnimationFrame).then(() => 1)",
    );
    const image = await page.capturePage();
    const png = image.toPNG();
    assert.deepEqual([...png.subarray(1, 4)], [...Buffer.from('PNG')]);
    const { width, height } = image.getSize();
    assert.ok(width >= 640 && height >= 400, `${width} x ${height}`);
  },

  'executeJavaScript gives values, awaits promises and rejects with errors': async ({ assert, open }) => {
    const page = await open();
    assert.deepEqual(await page.run('({ a: [1, null] })'), { a: [1, null] });
    assert.equal(await page.run('new Promise((resolve) => setTimeout(resolve, 10, 5))'), 5);
    await assert.rejects(page.run("throw new TypeError('in the page')"), /in the page/);
  },

  'dom-ready comes before did-finish-load': async ({ assert, open }) => {
    const page = await open({ url: null });
    const order = [];
    for (const name of ['did-finish-load', 'dom-ready']) page.webContents.on(name, () => order.push(name));
    await page.loadURL(url);
    assert.deepEqual(order, ['dom-ready', 'did-finish-load']);
  },

  'console messages reach main': async ({ assert, open, until }) => {
    const page = await open();
    const told = until(page.webContents, 'console-message', ({ message }) => message === 'hello 1');
    await page.run("console.warn('hello', 1)");
    const [{ level }] = await told;
    assert.equal(level, 'warning');
  },

  'every contents is announced': async ({ assert, electron, open }) => {
    const seen = [];
    electron.app.on('web-contents-created', (_event, contents) => seen.push(contents));
    const page = await open();
    assert.ok(seen.includes(page.webContents));
  },

  'renderers are in the metrics': async ({ assert, electron, open }) => {
    await open();
    const tabs = electron.app.getAppMetrics().filter(({ type }) => type === 'Tab');
    assert.ok(tabs.length > 0);
    assert.ok(tabs.every(({ memory }) => memory.workingSetSize > 1000));
  },
};
