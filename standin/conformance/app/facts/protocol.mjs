const blank = 'proof://app/page.html';

export const facts = {
  'a page has the address and origin of its scheme': async ({ assert, open }) => {
    const page = await open();
    assert.equal(page.webContents.getURL(), blank);
    assert.deepEqual(await page.run('[location.href, self.origin]'), [blank, 'proof://app']);
  },

  'a page of a secure scheme is a secure context with storage': async ({ assert, open }) => {
    const page = await open();
    assert.equal(await page.run('isSecureContext'), true);
    assert.equal(await page.run("localStorage.setItem('key', 'kept'), localStorage.getItem('key')"), 'kept');
    const other = await open({ url: 'proof://other/page.html' });
    assert.equal(await other.run("localStorage.getItem('key')"), null);
  },

  'handlers see the application\u0027s addresses, methods and bodies': async ({ assert, open, seenRequests }) => {
    const page = await open();
    const text = await page.run(
      "fetch('/echo?a=b', { method: 'POST', body: 'sent' }).then((response) => response.text())",
    );
    assert.equal(text, 'sent');
    const request = seenRequests.findLast(({ url }) => url.endsWith('/echo?a=b'));
    assert.deepEqual(request, { url: 'proof://app/echo?a=b', method: 'POST', origin: 'proof://app' });
  },

  'a response without a type is HTML': async ({ assert, open }) => {
    const page = await open({ url: 'proof://app/untyped' });
    assert.equal(await page.run('[document.contentType, document.title].join()'), 'text/html,untyped');
  },

  'a module without a type does not run, one with a type does': async ({ assert, open }) => {
    const page = await open({ url: 'proof://app/module.html' });
    assert.equal(await page.run('moduleRan'), true);
    const outcome = "import('/untyped.js').then(() => 'ran', () => 'refused')";
    assert.equal(await page.run(outcome), 'refused');
  },

  'status and headers of the response arrive': async ({ assert, open }) => {
    const page = await open();
    const answer = await page.run(
      "fetch('/status?code=418').then((response) => [response.status, response.headers.get('x-proof')])",
    );
    assert.deepEqual(answer, [418, 'yes']);
  },

  'a sandboxed frame is answered by the handler of its scheme, and its origin is nobody else\u0027s': async (tools) => {
    const { assert, open, seenRequests } = tools;
    const page = await open();
    const heard = await page.run(`new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.src = 'proof://framed/frame.html';
      frame.onload = () => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        frame.contentWindow.postMessage('', '*', [port2]);
      };
      document.body.append(frame);
    })`);
    assert.equal(heard, 'from null');
    assert.equal(seenRequests.filter(({ url }) => url === 'proof://framed/frame.html').length, 1);
  },

  'a handler that throws is a network error': async ({ assert, open }) => {
    const page = await open();
    assert.equal(await page.run("fetch('/broken').then(() => 'answered', (error) => error.name)"), 'TypeError');
  },

  'loadURL rejects where there is nothing': async ({ assert, open }) => {
    const page = await open({ url: null });
    await assert.rejects(page.loadURL('proof://app/broken'));
    await assert.rejects(page.loadURL('http://nothing.invalid/'), /ERR_/);
  },

  'the content security policy of the response holds': async ({ assert, open }) => {
    const page = await open({ url: 'proof://app/inline.html' });
    assert.equal(await page.run('typeof inlineRan'), 'undefined');
    const connect = "fetch('http://127.0.0.1:9/').then(() => 'connected', () => 'refused')";
    const violation = await page.run(`
      const seen = new Promise((resolve) => addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective)));
      ${connect}.then(() => seen)`);
    assert.equal(violation, 'connect-src');
    const elsewhere =
      "new Promise((resolve) => { addEventListener('securitypolicyviolation', () => resolve('refused')); new WebSocket('ws://127.0.0.1:9/') })";
    assert.equal(await page.run(elsewhere), 'refused');
  },

  'a policy inside the document holds, and the preload works under it': async ({ assert, electron, open }) => {
    const page = await open({ url: 'proof://app/meta.html' });
    electron.ipcMain.handle('answer', () => 'here');
    assert.equal(await page.run("host.invoke('answer')"), 'here');
    electron.ipcMain.removeHandler('answer');
    assert.equal(await page.run("fetch('/status?code=200').then(() => 'connected', () => 'refused')"), 'refused');
  },

  'a scheme without corsEnabled is closed to other origins, one with it is open': async ({ assert, open }) => {
    const page = await open({ url: 'proof://app/untyped' });
    const ask = (url) => `fetch('${url}').then((response) => response.text(), () => 'refused')`;
    const origins = await page.run("performance.getEntriesByType('navigation')[0].name");
    const other = (scheme) =>
      origins
        .replace('app', 'other')
        .replace('proof', scheme)
        .replace(/untyped$/, 'untyped.js');
    assert.equal(await page.run(ask(other('proof'))), 'refused');
    assert.equal(await page.run(ask(other('open'))), 'window.untypedRan = true');
  },

  'opaque callers are not told apart by Origin': async ({ assert, open, eventually, seenRequests }) => {
    const page = await open({ url: 'proof://app/untyped' });
    await page.run(`
      const frame = document.createElement('iframe');
      frame.sandbox = 'allow-scripts';
      frame.srcdoc = '<script>fetch("' + location.href.replace('app', 'app').replace('proof:', 'open:').replace('.proof.', '.open.') + '?opaque")</script>';
      document.body.append(frame)`);
    const request = await eventually(() => seenRequests.find(({ url }) => url.endsWith('?opaque')));
    assert.equal(request.origin, null);
  },

  'isProtocolHandled and unhandle': async ({ assert, electron }) => {
    const { protocol } = electron;
    assert.equal(protocol.isProtocolHandled('proof'), true);
    assert.equal(electron.session.defaultSession.protocol.isProtocolHandled('proof'), true);
    assert.throws(() => protocol.handle('proof', () => new Response('')));
  },

  'schemes are registered before ready only': async ({ assert, electron }) => {
    assert.throws(() =>
      electron.protocol.registerSchemesAsPrivileged([{ scheme: 'late', privileges: { standard: true } }]),
    );
  },

  'net.fetch reads files with their type, and the application\u0027s schemes': async ({ assert, electron, folder }) => {
    const response = await electron.net.fetch(`file://${folder}/pages/page.js`);
    assert.match(response.headers.get('content-type'), /javascript/);
    assert.match(await response.text(), /window\.ports/);
    await assert.rejects(electron.net.fetch(`file://${folder}/none.txt`));
    assert.equal((await electron.net.fetch('proof://app/status?code=404')).status, 404);
  },
};
