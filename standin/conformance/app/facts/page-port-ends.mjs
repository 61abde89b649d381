const connected = async ({ open, channel }) => {
  const page = await open();
  const { port1, port2 } = channel();
  page.webContents.postMessage('port', null, [port1]);
  await page.run('nextPort().then((port) => { window.port = port })');
  port2.start();
  return { page, port: port2 };
};

const direct = async ({ open, fork, channel }) => {
  const page = await open();
  const child = fork();
  const { port1, port2 } = channel();
  await child.ask('echo(ports[0])', [port1]);
  page.webContents.postMessage('port', null, [port2]);
  await page.run("nextPort().then((port) => { window.port = port; port.postMessage('up'); return nextMessages(1) })");
  return { page, child };
};

const childHeardClose = async ({ eventually }, child) =>
  eventually(async () => (await child.ask('heard')).includes('close'));

export const facts = {
  'main hears when the page closes its port': async (tools) => {
    const { page, port } = await connected(tools);
    const closed = tools.once(port, 'close');
    await page.run('port.close()');
    await closed;
  },

  'the page hears when main closes its port': async (tools) => {
    const { page, port } = await connected(tools);
    port.postMessage('last');
    port.close();
    await page.run('untilTrue(() => closes.length === 1)');
    tools.assert.deepEqual(await page.run('nextMessages(1)'), ['last']);
  },

  'a page does not hear of its own close': async (tools) => {
    const { page } = await connected(tools);
    await page.run('port.close()');
    await tools.sleep(100);
    tools.assert.equal(await page.run('closes.length'), 0);
  },

  'navigation closes the ports of the page': async (tools) => {
    const { page, port } = await connected(tools);
    const closed = tools.once(port, 'close');
    await page.loadURL('proof://app/page.html?again');
    await closed;
  },

  'a reload closes the ports of the page': async (tools) => {
    const { page, port } = await connected(tools);
    const closed = tools.once(port, 'close');
    page.reload();
    await closed;
  },

  'the end of a window closes the ports of its page': async (tools) => {
    const { page, port } = await connected(tools);
    const closed = tools.once(port, 'close');
    page.destroy();
    await closed;
  },

  'a crash of the page closes its ports and is reported': async (tools) => {
    const { page, port } = await connected(tools);
    const closed = tools.once(port, 'close');
    const reported = tools.once(page.webContents, 'render-process-gone');
    page.webContents.forcefullyCrashRenderer();
    const [, { reason }] = await reported;
    tools.assert.ok(['crashed', 'killed'].includes(reason), reason);
    await closed;
    tools.assert.equal(page.webContents.isCrashed(), true);
  },

  'a child hears when the page closes, reloads or goes': async (tools) => {
    for (const end of ['close', 'reload', 'destroy']) {
      const { page, child } = await direct(tools);
      if (end === 'close') await page.run('port.close()');
      if (end === 'reload') page.reload();
      if (end === 'destroy') page.destroy();
      await childHeardClose(tools, child);
    }
  },

  'a page hears when the child closes or dies': async (tools) => {
    for (const end of ['close', 'kill', 'SIGKILL']) {
      const { page, child } = await direct(tools);
      if (end === 'close') await child.ask('ports[0].close()');
      if (end === 'kill') child.kill();
      if (end === 'SIGKILL') process.kill(child.pid, 'SIGKILL');
      await page.run('untilTrue(() => closes.length === 1)');
    }
  },

  'a child that dies before its port was taken closes the page': async ({ open, fork, channel, once }) => {
    const page = await open();
    const child = fork('ends.mjs', {}, ['spin']);
    await once(child, 'message');
    const { port1, port2 } = channel();
    child.postMessage('never read', [port1]);
    page.webContents.postMessage('port', null, [port2]);
    await page.run('nextPort().then(() => 1)');
    process.kill(child.pid, 'SIGKILL');
    await page.run('untilTrue(() => closes.length === 1)');
  },

  'a page that goes before its port was taken closes the child': async (tools) => {
    const { open, fork, channel } = tools;
    const page = await open();
    const child = fork();
    const { port1, port2 } = channel();
    await child.ask('echo(ports[0])', [port1]);
    page.webContents.postMessage('port', null, [port2]);
    page.destroy();
    await childHeardClose(tools, child);
  },
};
