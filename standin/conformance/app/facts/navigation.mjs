const url = 'proof://app/page.html';

const watch = (contents, name) => {
  const seen = [];
  contents.on(name, (event) => seen.push(event.url));
  return seen;
};

export const facts = {
  'a page may be kept from navigating': async ({ assert, open, once, sleep }) => {
    const page = await open();
    page.webContents.on('will-navigate', (event) => event.preventDefault());
    const asked = once(page.webContents, 'will-navigate');
    await page.run("location.href = '/page.html?elsewhere'; 1");
    const [event] = await asked;
    assert.deepEqual([event.url, event.isMainFrame], [`${url}?elsewhere`, true]);
    await sleep(200);
    assert.equal(page.webContents.getURL(), url);
    assert.equal(await page.run('location.search'), '');
  },

  'navigation to the web can be kept as well': async ({ assert, open, once, sleep }) => {
    const page = await open();
    page.webContents.on('will-navigate', (event) => event.preventDefault());
    const asked = once(page.webContents, 'will-navigate');
    await page.run("location.href = 'https://example.com/'; 1");
    assert.equal((await asked)[0].url, 'https://example.com/');
    await sleep(200);
    assert.equal(page.webContents.getURL(), url);
  },

  'loadURL and moves within the page are not asked about': async ({ assert, open, eventually }) => {
    const page = await open({ url: null });
    const seen = watch(page.webContents, 'will-navigate');
    await page.loadURL(url);
    await page.loadURL(`${url}?second`);
    await page.run("location.hash = 'here'; history.pushState(null, '', '?third'); 1");
    await eventually(() => page.webContents.getURL().endsWith('?third'));
    assert.deepEqual(seen, []);
  },

  'a page that may navigates': async ({ assert, open, once }) => {
    const page = await open();
    const seen = watch(page.webContents, 'will-navigate');
    const loaded = once(page.webContents, 'did-finish-load');
    await page.run("location.href = '/page.html?next'; 1");
    await loaded;
    assert.deepEqual(seen, [`${url}?next`]);
    assert.equal(page.webContents.getURL(), `${url}?next`);
  },

  'frames are asked about by will-frame-navigate alone': async ({ assert, open, eventually }) => {
    const page = await open();
    const main = watch(page.webContents, 'will-navigate');
    const seen = [];
    page.webContents.on('will-frame-navigate', (event) => {
      seen.push([event.url, event.isMainFrame]);
      if (event.url.endsWith('?kept')) event.preventDefault();
    });
    await page.run(
      "const frame = document.createElement('iframe'); frame.id = 'frame'; frame.src = 'frame.html'; document.body.append(frame); 1",
    );
    await eventually(() => page.run("document.getElementById('frame').contentDocument?.title === 'frame'"));
    await page.run("document.getElementById('frame').contentWindow.location.href = '/frame.html?kept'; 1");
    await eventually(() => seen.some(([address]) => address.endsWith('?kept')));
    assert.deepEqual(main, []);
    assert.ok(seen.every(([, isMainFrame]) => isMainFrame === false));
    assert.equal(await page.run("document.getElementById('frame').contentWindow.location.search"), '');
  },

  'window.open is answered by the handler; denied, the page gets null': async ({
    assert,
    electron,
    open,
    eventually,
  }) => {
    const page = await open();
    const seen = [];
    page.webContents.setWindowOpenHandler((details) => {
      seen.push(details.url);
      return { action: 'deny' };
    });
    assert.equal(await page.webContents.executeJavaScript("window.open('https://example.com/a') === null", true), true);
    await eventually(() => seen.length === 1);
    await page.webContents.executeJavaScript(
      "const link = document.createElement('a'); link.href = 'https://example.com/b'; link.target = '_blank'; document.body.append(link); link.click(); 1",
      true,
    );
    await eventually(() => seen.length === 2);
    assert.deepEqual(seen, ['https://example.com/a', 'https://example.com/b']);
    assert.equal(electron.BrowserWindow.getAllWindows().length, 1);
  },

  'requests can be cancelled': async ({ assert, electron, open }) => {
    const { webRequest } = electron.session.defaultSession;
    const page = await open({ url: 'proof://app/untyped' });
    const seen = [];
    webRequest.onBeforeRequest((details, callback) => {
      seen.push(details.url);
      callback({ cancel: details.url.startsWith('http://nothing.invalid') });
    });
    const outcome = await page.run("fetch('http://nothing.invalid/x').then(() => 'answered', () => 'refused')");
    webRequest.onBeforeRequest(null);
    assert.equal(outcome, 'refused');
    assert.ok(seen.includes('http://nothing.invalid/x'), seen.join());
  },
};
