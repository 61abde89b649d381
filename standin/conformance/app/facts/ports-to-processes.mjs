import { checkFidelity, fidelityValue } from './ports.mjs';

/** A child that echoes on the other end of the returned port. */
const echoing = async ({ fork, channel }, options) => {
  const child = fork('worker.mjs', options);
  const { port1, port2 } = channel();
  await child.ask('echo(ports.at(-1))', [port1]);
  return { child, port: port2 };
};

export const facts = {
  'a port in a child has to be started as well': async ({ assert, fork, channel, collect, sleep }) => {
    const child = fork();
    const { port1, port2 } = channel();
    await child.ask("globalThis.got = []; ports[0].on('message', (event) => got.push(event.data)); 1", [port1]);
    port2.postMessage('waiting');
    await sleep(100);
    assert.deepEqual(await child.ask('got'), []);
    await child.ask('ports[0].start()');
    port2.start();
    const received = collect(port2, 1);
    port2.postMessage('more');
    await child.ask("ports[0].postMessage('answer')");
    assert.deepEqual(await received, ['answer']);
    assert.deepEqual(await child.ask('got'), ['waiting', 'more']);
  },

  'events are { data, ports } in the child too': async ({ assert, fork, channel }) => {
    const child = fork();
    const { port1, port2 } = channel();
    await child.ask(
      "ports[0].once('message', (event) => { globalThis.shape = [event.data, event.ports.length] }); ports[0].start()",
      [port1],
    );
    port2.postMessage('data', [channel().port1]);
    assert.deepEqual(await child.ask('new Promise((resolve) => setTimeout(() => resolve(shape), 100))'), ['data', 1]);
  },

  'values survive the way to a child and back': async (tools) => {
    const { port } = await echoing(tools);
    port.start();
    const received = tools.collect(port, 1);
    port.postMessage(await fidelityValue());
    checkFidelity(tools.assert, (await received)[0]);
  },

  'order and number of messages hold': async (tools) => {
    const { port } = await echoing(tools);
    port.start();
    const received = tools.collect(port, 5000);
    for (let index = 0; index < 5000; index++) port.postMessage(index);
    const expected = Array.from({ length: 5000 }, (_item, index) => index);
    tools.assert.deepEqual(await received, expected);
  },

  'large values arrive whole': async (tools) => {
    const { port } = await echoing(tools);
    port.start();
    const values = [
      Array.from({ length: 100_000 }, (_item, index) => index),
      new Uint8Array(20_000_000).fill(7),
      'x'.repeat(5_000_000),
    ];
    const received = tools.collect(port, values.length);
    for (const value of values) port.postMessage(value);
    const [numbers, bytes, text] = await received;
    tools.assert.deepEqual([numbers.length, numbers[99_999]], [100_000, 99_999]);
    tools.assert.deepEqual([bytes.length, bytes.every((byte) => byte === 7)], [20_000_000, true]);
    tools.assert.equal(text.length, 5_000_000);
  },

  'messages sent before the child took the port are there': async ({ assert, fork, channel, collect }) => {
    const { port1, port2 } = channel();
    port2.postMessage('early');
    const child = fork();
    const taken = child.ask('echo(ports[0])', [port1]);
    port2.postMessage('later');
    port2.start();
    const received = collect(port2, 2);
    await taken;
    assert.deepEqual(await received, ['early', 'later']);
  },

  'the death of a child closes its ports': async (tools) => {
    for (const how of ['kill', 'SIGKILL', 'exit']) {
      const { child, port } = await echoing(tools);
      port.start();
      const closed = tools.once(port, 'close');
      if (how === 'kill') child.kill();
      if (how === 'SIGKILL') process.kill(child.pid, 'SIGKILL');
      if (how === 'exit') child.postMessage({ code: 'process.exit()' });
      await closed;
    }
  },

  'closing is heard in the other process': async (tools) => {
    const { child, port } = await echoing(tools);
    port.start();
    port.close();
    await tools.eventually(async () => (await child.ask('heard')).includes('close'));
    const second = tools.channel();
    second.port2.start();
    const closed = tools.once(second.port2, 'close');
    await child.ask('ports.at(-1).close()', [second.port1]);
    await closed;
  },

  'a closed port in a child is closed there too': async ({ assert, fork, channel }) => {
    const child = fork();
    const closes = "globalThis.n = 0; ports[0].on('close', () => n++); ports[0].start(); ports[0].close(); n";
    assert.equal(await child.ask(closes, [channel().port1]), 1);
  },

  'two children talk through a channel of main': async ({ assert, fork, channel, once, eventually }) => {
    const { port1, port2 } = channel();
    const [left, right] = [fork(), fork()];
    await left.ask('echo(ports[0])', [port1]);
    await right.ask('listen(ports[0]); ports[0].postMessage({ over: new Date(5) })', [port2]);
    const [answer] = await eventually(
      async () => right.ask('heard'),
      (heard) => heard.length > 0,
    );
    assert.equal(answer.over.getTime(), 5);
    const exit = once(left, 'exit');
    left.kill();
    await exit;
    await eventually(async () => (await right.ask('heard')).includes('close'));
  },

  'a port can go on from a child to where it came from': async (tools) => {
    const { port } = await echoing(tools);
    port.start();
    const moved = tools.channel();
    const returned = tools.once(port, 'message');
    moved.port1.postMessage('before');
    port.postMessage('there and back', [moved.port2]);
    const [{ ports }] = await returned;
    moved.port1.postMessage('after');
    const received = tools.collect(ports[0], 2);
    ports[0].start();
    tools.assert.deepEqual(await received, ['before', 'after']);
    const closed = tools.once(ports[0], 'close');
    moved.port1.close();
    await closed;
  },

  'transfer errors are the same in a child': async ({ assert, fork, channel }) => {
    const child = fork();
    const refusal = (code) => `try { ${code}; 'accepted' } catch (error) { error.message }`;
    const ask = async (code, ports = []) => child.ask(refusal(code), ports);
    assert.match(await ask('ports[0].postMessage(1, [new ArrayBuffer(1)])', [channel().port1]), /not a valid port/);
    assert.match(await ask('ports[0].postMessage(1, [ports[0]])'), /contains the source port/);
    assert.match(await ask('ports[0].postMessage(() => 1)'), /An object could not be cloned/);
  },

  'a child cannot make channels of its own': async ({ assert, fork }) => {
    const names = await fork().ask("import('electron').then((module) => Object.keys(module))");
    assert.ok(names.includes('net'));
    assert.ok(!names.includes('MessageChannelMain') && !names.includes('app'));
  },

  'ports sent to a child that has gone are closed': async ({ fork, channel, once }) => {
    const child = fork();
    await once(child, 'spawn');
    const exit = once(child, 'exit');
    child.kill();
    const { port1, port2 } = channel();
    port2.start();
    const closed = once(port2, 'close');
    child.postMessage('too late', [port1]);
    await exit;
    await closed;
  },
};
