import path from 'node:path';

const gone = (electron, name) => {
  const seen = [];
  electron.app.on('child-process-gone', (_event, details) => {
    if (details.name === name) seen.push(details);
  });
  return seen;
};

export const facts = {
  'nothing can be forked before ready': async ({ assert, early }) => {
    assert.equal(early.isReady, false);
    assert.ok(early.forkError instanceof TypeError, String(early.forkError));
  },

  'an empty path is refused at once': async ({ assert, electron }) => {
    assert.throws(() => electron.utilityProcess.fork(''));
  },

  'a missing file is no error of fork but an exit with code 1': async ({ assert, electron, folder, once }) => {
    const child = electron.utilityProcess.fork(path.join(folder, 'children/none.mjs'), [], { stdio: 'ignore' });
    assert.deepEqual(await once(child, 'exit'), [1]);
  },

  'pid is there from spawn to exit, and messages lie between': async ({ assert, fork, once }) => {
    const child = fork('ends.mjs', {}, ['idle']);
    const order = [];
    for (const name of ['spawn', 'message', 'exit']) child.on(name, () => order.push([name, typeof child.pid]));
    assert.equal(child.pid, undefined);
    await once(child, 'message');
    child.kill();
    await once(child, 'exit');
    assert.deepEqual(order, [
      ['spawn', 'number'],
      ['message', 'number'],
      ['exit', 'undefined'],
    ]);
  },

  'messages wait for the first listener, and again when the last one is removed': async ({ assert, fork, once }) => {
    const child = fork('late-listener.mjs');
    for (const message of ['first', 'second', 'last']) child.postMessage(message);
    assert.deepEqual(await once(child, 'message'), [['first', 'pause', 'second', 'last']]);
  },

  'posting after exit does nothing': async ({ assert, fork, once }) => {
    const child = fork('ends.mjs', {}, ['exit-0']);
    assert.deepEqual(await once(child, 'exit'), [0]);
    child.postMessage('too late');
  },

  'kill does nothing before spawn and after exit': async ({ assert, fork, once }) => {
    const child = fork('ends.mjs', {}, ['idle']);
    assert.equal(child.kill(), false);
    await once(child, 'message');
    assert.equal(child.kill(), true);
    await once(child, 'exit');
    assert.equal(child.kill(), false);
  },

  'a killed child exits with code 0 and is reported as killed': async ({
    assert,
    electron,
    fork,
    once,
    eventually,
  }) => {
    const seen = gone(electron, 'to-be-killed');
    const child = fork('ends.mjs', { serviceName: 'to-be-killed' }, ['idle']);
    await once(child, 'message');
    child.kill();
    assert.deepEqual(await once(child, 'exit'), [0]);
    await eventually(() => seen.length);
    assert.equal(seen[0].reason, 'killed');
  },

  'kill ends a child that never returns to its event loop': async ({ assert, fork, once, sleep }) => {
    const child = fork('ends.mjs', {}, ['spin']);
    await once(child, 'message');
    await sleep(100);
    child.kill();
    assert.deepEqual(await once(child, 'exit'), [0]);
  },

  'process.exit gives its code; above 0 it is an abnormal exit': async ({
    assert,
    electron,
    fork,
    once,
    eventually,
  }) => {
    const bad = gone(electron, 'exits-7');
    const good = gone(electron, 'exits-0');
    const child = fork('ends.mjs', { serviceName: 'exits-7' }, ['exit-7']);
    assert.deepEqual(await once(child, 'exit'), [7]);
    assert.deepEqual(await once(fork('ends.mjs', { serviceName: 'exits-0' }, ['exit-0']), 'exit'), [0]);
    await eventually(() => bad.length);
    const { type, reason, serviceName, name, pid } = bad[0];
    assert.deepEqual(
      [type, reason, serviceName, name],
      ['Utility', 'abnormal-exit', 'node.mojom.NodeService', 'exits-7'],
    );
    assert.equal(pid, undefined);
    assert.equal(good.length, 0);
  },

  'an uncaught exception ends the child with code 1': async ({ assert, fork, once }) => {
    assert.deepEqual(await once(fork('ends.mjs', {}, ['throw']), 'exit'), [1]);
  },

  'an unhandled rejection warns, the child goes on, and its code is not 0': async ({ assert, fork, once }) => {
    const child = fork('ends.mjs', {}, ['reject']);
    assert.deepEqual(await once(child, 'message'), ['still here']);
    child.postMessage('end');
    const [code] = await once(child, 'exit');
    assert.notEqual(code, 0);
  },

  'a signal from outside is the exit code': async ({ assert, electron, fork, once, eventually }) => {
    for (const [signal, number] of [
      ['SIGKILL', 9],
      ['SIGTERM', 15],
    ]) {
      const seen = gone(electron, signal);
      const child = fork('ends.mjs', { serviceName: signal }, ['idle']);
      await once(child, 'message');
      process.kill(child.pid, signal);
      assert.deepEqual(await once(child, 'exit'), [number]);
      await eventually(() => seen.length);
      assert.equal(seen[0].reason, 'killed');
    }
  },

  'a crash is reported as crashed': async ({ assert, electron, fork, once, eventually }) => {
    const seen = gone(electron, 'crasher');
    const [code] = await once(fork('ends.mjs', { serviceName: 'crasher' }, ['abort']), 'exit');
    assert.equal(code & 0x7f, 11);
    await eventually(() => seen.length);
    assert.equal(seen[0].reason, 'crashed');
  },

  'a child with nothing to do stays': async ({ assert, fork, once, sleep }) => {
    const child = fork('ends.mjs', {}, ['idle']);
    await once(child, 'message');
    await sleep(400);
    assert.equal(typeof child.pid, 'number');
    process.kill(child.pid, 0);
  },

  'the entry may be CommonJS, and electron there is not the main module': async ({ assert, fork, once }) => {
    assert.deepEqual(await once(fork('common.cjs'), 'message'), [['function', 'undefined', true]]);
  },

  'memory is in kilobytes and the child is found by its service name': async ({
    assert,
    electron,
    fork,
    once,
    eventually,
  }) => {
    const child = fork('worker.mjs', { serviceName: 'measured' });
    await once(child, 'spawn');
    const rss = await child.ask('process.memoryUsage().rss');
    const metric = await eventually(() => electron.app.getAppMetrics().find(({ name }) => name === 'measured'));
    assert.equal(metric.pid, child.pid);
    assert.deepEqual([metric.type, metric.serviceName], ['Utility', 'node.mojom.NodeService']);
    const ratio = (metric.memory.workingSetSize * 1024) / rss;
    assert.ok(ratio > 0.5 && ratio < 2, `ratio ${ratio}`);
    assert.ok(metric.memory.peakWorkingSetSize >= metric.memory.workingSetSize);
    assert.equal(typeof metric.cpu.percentCPUUsage, 'number');
    assert.ok(metric.creationTime > Date.now() - 60_000 && metric.creationTime <= Date.now() + 1000);
  },

  'the main process is a Browser in the metrics': async ({ assert, electron }) => {
    const metric = electron.app.getAppMetrics().find(({ pid }) => pid === process.pid);
    assert.equal(metric.type, 'Browser');
  },
};
