import { checkFidelity, fidelityValue } from './ports.mjs';

/** A page and the port whose other end it listens to. */
const connected = async ({ open, channel }) => {
  const page = await open();
  const { port1, port2 } = channel();
  page.webContents.postMessage('port', null, [port1]);
  await page.run('nextPort().then((port) => { window.port = port })');
  port2.start();
  return { page, port: port2 };
};

/** A page and a child, one channel between them that main made. */
const direct = async ({ open, fork, channel }, first = 'child') => {
  const page = await open();
  const child = fork();
  const { port1, port2 } = channel();
  const toChild = () => child.ask('echo(ports[0])', [port1]);
  const toPage = () => page.webContents.postMessage('port', null, [port2]);
  if (first === 'child') {
    await toChild();
    toPage();
  } else {
    toPage();
    await toChild();
  }
  await page.run('nextPort().then((port) => { window.port = port })');
  return { page, child };
};

/** Code that makes the same value as fidelityValue in a page. */
const fidelityCode = `(${fidelityValue})()`.replaceAll('\\u0000', '\\\\u0000');

/** Code that keeps a child's way to main full for a moment. */
const tellMuch = `(() => {
  let left = 200;
  const tell = () => {
    process.parentPort.postMessage(new Uint8Array(250_000));
    if (--left > 0) setImmediate(tell);
  };
  tell();
})()`;

export const facts = {
  'a port in a page is a DOM port': async (tools) => {
    const { page, port } = await connected(tools);
    tools.assert.equal(await page.run('port instanceof MessagePort'), true);
    port.postMessage({ from: 'main' });
    tools.assert.deepEqual(await page.run('nextMessages(1)'), [{ from: 'main' }]);
    const received = tools.collect(port, 1);
    await page.run("port.postMessage({ from: 'page' })");
    tools.assert.deepEqual(await received, [{ from: 'page' }]);
  },

  'what main sends before the page listens is kept': async ({ assert, open, channel }) => {
    const page = await open();
    const { port1, port2 } = channel();
    port2.postMessage('before the transfer');
    page.webContents.postMessage('port', null, [port1]);
    port2.postMessage('after the transfer');
    const messages = await page.run('nextPort().then(() => nextMessages(2))');
    assert.deepEqual(messages, ['before the transfer', 'after the transfer']);
  },

  'a page gives a port to main': async ({ assert, electron, open, once, collect }) => {
    const page = await open();
    const given = once(electron.ipcMain, 'given');
    await page.run(
      "const { port1, port2 } = new MessageChannel(); window.port = listen(port1); port1.postMessage('early'); give({ it: 1 }, port2)",
    );
    const [event, message] = await given;
    assert.deepEqual(message, { it: 1 });
    assert.equal(event.ports.length, 1);
    const received = collect(event.ports[0], 1);
    event.ports[0].start();
    assert.deepEqual(await received, ['early']);
    event.ports[0].postMessage('back');
    assert.deepEqual(await page.run('nextMessages(1)'), ['back']);
  },

  'values survive the way to a page and back': async (tools) => {
    const { page, port } = await connected(tools);
    await page.run('port.onmessage = ({ data }) => port.postMessage(data); 1');
    const received = tools.collect(port, 1);
    port.postMessage(await fidelityValue());
    checkFidelity(tools.assert, (await received)[0]);
  },

  'page and child talk, whoever gets its port first': async (tools) => {
    for (const first of ['child', 'page']) {
      const { page } = await direct(tools, first);
      const answers = await page.run('for (let i = 0; i < 1000; i++) port.postMessage(i); nextMessages(1000)');
      tools.assert.deepEqual(
        answers,
        Array.from({ length: 1000 }, (_item, index) => index),
      );
    }
  },

  'values survive the way from a page to a child and back': async (tools) => {
    const { page, child } = await direct(tools);
    const seen = await page.run(`${fidelityCode}.then(async (value) => {
      port.postMessage(value);
      const [copy] = await nextMessages(1);
      return [Object.is(copy.numbers[1], -0), String(copy.numbers[5]), copy.nothing[0] === undefined, copy.date.getTime(),
        copy.map.size, copy.error instanceof RangeError, copy.error.message, new Uint8Array(copy.buffer).join(),
        copy.views.map((view) => view.constructor.name).join(), copy.views[1][0], 1 in copy.sparse, copy.self === copy];
    })`);
    const views = 'Uint8Array,Float64Array,DataView,BigInt64Array';
    tools.assert.deepEqual(seen, [
      true,
      String(10n ** 20n),
      true,
      86_400_000,
      1,
      true,
      'too far',
      '1,2,3',
      views,
      1.5,
      false,
      true,
    ]);
    tools.assert.deepEqual(await child.ask('heard'), []);
  },

  'large values arrive whole': async (tools) => {
    const { page } = await direct(tools);
    const seen = await page.run(`
      port.postMessage(Array.from({ length: 100_000 }, (_item, index) => 'row ' + index));
      port.postMessage(new Uint8Array(20_000_000).fill(7));
      nextMessages(2).then(([rows, bytes]) => [rows.length, rows[99_999], bytes.length, bytes[19_999_999]])`);
    tools.assert.deepEqual(seen, [100_000, 'row 99999', 20_000_000, 7]);
  },

  'a busy main process does not stand between page and child': async (tools) => {
    const { page } = await direct(tools);
    const longestGap = page.run(`(async () => {
      let longest = 0;
      const end = performance.now() + 900;
      while (performance.now() < end) {
        const start = performance.now();
        port.postMessage(1);
        await nextMessages(1);
        longest = Math.max(longest, performance.now() - start);
      }
      return longest;
    })()`);
    await tools.sleep(200);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    const gap = await longestGap;
    tools.assert.ok(gap < 250, `an answer took ${gap} ms while main slept for 500 ms`);
  },

  'messages sent while the ends are still on their way arrive in order': async ({ assert, open, fork, channel }) => {
    const page = await open();
    const child = fork();
    const { port1, port2 } = channel();
    port2.postMessage('0 by main');
    const taken = child.ask(
      "ports[0].postMessage('1 by child'); listen(ports[0]); ports[0].postMessage('2 by child')",
      [port1],
    );
    page.webContents.postMessage('port', null, [port2]);
    const messages = await page.run(
      "nextPort().then((port) => { port.postMessage('1 by page'); return nextMessages(2) })",
    );
    await taken;
    assert.deepEqual(messages, ['1 by child', '2 by child']);
    await child.ask("ports[0].postMessage('3 by child')");
    assert.deepEqual(await page.run('nextMessages(1)'), ['3 by child']);
    assert.deepEqual(await child.ask('new Promise((resolve) => setTimeout(() => resolve(heard), 50))'), [
      '0 by main',
      '1 by page',
    ]);
  },

  'frames sent at once over a port that was handed to a child are all received, first included': async (tools) => {
    const { assert, open, fork, channel, eventually } = tools;
    const [page, child] = [await open(), fork()];
    const expected = Array.from({ length: 100 }, (_item, index) => index);
    for (let round = 0; round < 4; round++) {
      const { port1, port2 } = channel();
      // Main has much to read meanwhile: whatever it has to learn about the port's way to the child, it learns late.
      await child.ask(`heard.length = 0; listen(ports.at(-1)); ${tellMuch}`, [port1]);
      page.webContents.postMessage('port', null, [port2]);
      await page.run(
        'nextPort().then((port) => { for (let index = 0; index < 100; index++) port.postMessage(index) })',
      );
      const heard = await eventually(
        async () => child.ask('heard'),
        ({ length }) => length >= expected.length,
      );
      assert.deepEqual(heard, expected);
    }
  },

  'a page gives a port that main hands to a child': async ({ assert, electron, open, fork, once }) => {
    const page = await open();
    const child = fork();
    const given = once(electron.ipcMain, 'given');
    await page.run(
      "const { port1, port2 } = new MessageChannel(); window.port = listen(port1); port1.postMessage('early'); give(1, port2)",
    );
    const [{ ports }] = await given;
    await child.ask('echo(ports[0])', ports);
    assert.deepEqual(await page.run("port.postMessage('late'); nextMessages(2)"), ['early', 'late']);
  },

  'ports travel through a port between page and child': async (tools) => {
    const { page, child } = await direct(tools);
    const answers = await page.run(`
      const { port1, port2 } = new MessageChannel();
      listen(port1);
      port1.postMessage('through the inner port');
      port.postMessage('keep', [port2]);
      nextMessages(1)`);
    tools.assert.deepEqual(answers, ['keep']);
    // The child echoed the port as well: the page holds both ends now.
    await page.run("ports.at(-1).onmessage = ({ data }) => messages.push(['came round', data]); 1");
    tools.assert.deepEqual(await page.run('nextMessages(1)'), [['came round', 'through the inner port']]);
    tools.assert.deepEqual(await child.ask('heard'), []);
  },

  'a page can pass a port on to a frame of no origin': async (tools) => {
    const { page, port } = await connected(tools);
    const received = tools.collect(port, 1);
    await page.run(`
      const frame = document.createElement('iframe');
      frame.sandbox = 'allow-scripts';
      frame.src = 'frame.html';
      const loaded = new Promise((resolve) => { frame.onload = resolve });
      document.body.append(frame);
      loaded.then(() => frame.contentWindow.postMessage(0, '*', [port]))`);
    tools.assert.deepEqual(await received, ['from null']);
  },

  'a Blob in a message makes it null': async (tools) => {
    const { page, port } = await connected(tools);
    const received = tools.collect(port, 2);
    await page.run("port.postMessage({ blob: new Blob(['x']) }); port.postMessage('next')");
    tools.assert.deepEqual(await received, [null, 'next']);
  },

  'a transferred ArrayBuffer makes the message null': async (tools) => {
    const { page, port } = await connected(tools);
    const received = tools.collect(port, 1);
    await page.run('const bytes = new ArrayBuffer(8); port.postMessage({ bytes }, [bytes]); 1');
    tools.assert.deepEqual(await received, [null]);
  },
};
