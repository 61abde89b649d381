const heardBy = async (port, run) => {
  const heard = [];
  port.on('message', ({ data, ports }) => heard.push([data, ports.length]));
  port.on('close', () => heard.push('close'));
  await run(heard);
  return heard;
};

export const facts = {
  'nothing is delivered before start': async ({ assert, channel, sleep }) => {
    const { port1, port2 } = channel();
    port1.postMessage('one');
    const heard = await heardBy(port2, async () => sleep(50));
    assert.deepEqual(heard, []);
    port1.postMessage('two');
    port2.start();
    await sleep(50);
    assert.deepEqual(heard, [
      ['one', 0],
      ['two', 0],
    ]);
  },

  'delivery never happens inside postMessage': async ({ assert, channel, once }) => {
    const { port1, port2 } = channel();
    port2.start();
    let isInside = true;
    port2.on('message', () => assert.equal(isInside, false));
    port1.postMessage(1);
    isInside = false;
    await once(port2, 'message');
  },

  'what a listener awaits is done before the next message': async ({ assert, channel, collect }) => {
    const { port1, port2 } = channel();
    const order = [];
    port2.on('message', async ({ data }) => {
      order.push(`start ${data}`);
      await Promise.resolve();
      order.push(`end ${data}`);
    });
    for (const data of [1, 2]) port1.postMessage(data);
    const done = collect(port2, 2);
    port2.start();
    await done;
    await Promise.resolve();
    assert.deepEqual(order, ['start 1', 'end 1', 'start 2', 'end 2']);
  },

  'close is heard on both sides, after what was sent': async ({ assert, channel, once }) => {
    const { port1, port2 } = channel();
    port1.start();
    port2.start();
    const closed = once(port2, 'close');
    const here = once(port1, 'close');
    const heard = await heardBy(port2, async () => {
      port1.postMessage('last');
      port1.close();
      await closed;
    });
    await here;
    assert.deepEqual(heard, [['last', 0], 'close']);
  },

  'a port that was never started does not hear of a close': async ({ assert, channel, sleep }) => {
    const { port1, port2 } = channel();
    port1.start();
    const heard = await heardBy(port2, async () => {
      port1.close();
      await sleep(100);
    });
    assert.deepEqual(heard, []);
  },

  'posting to or from a closed port does nothing': async ({ assert, channel, once, sleep }) => {
    const { port1, port2 } = channel();
    port1.start();
    port2.start();
    const closed = once(port2, 'close');
    port1.close();
    await closed;
    const heard = await heardBy(port2, async () => {
      port1.postMessage('dropped');
      port2.postMessage('dropped');
      port1.close();
      await sleep(50);
    });
    assert.deepEqual(heard, []);
  },

  'a port travels in the transfer list and works at its end': async ({ assert, channel, once, collect }) => {
    const carrier = channel();
    const moved = channel();
    carrier.port2.start();
    const arrived = once(carrier.port2, 'message');
    carrier.port1.postMessage('take', [moved.port2]);
    const [{ data, ports }] = await arrived;
    assert.equal(data, 'take');
    assert.equal(ports.length, 1);
    const received = collect(ports[0], 1);
    ports[0].start();
    moved.port1.postMessage('through the moved port');
    assert.deepEqual(await received, ['through the moved port']);
  },

  'what arrives for a port before it moves is not lost': async ({ assert, channel, once, collect }) => {
    const moved = channel();
    let port = moved.port2;
    for (let hop = 0; hop < 3; hop++) {
      moved.port1.postMessage(`before hop ${hop}`);
      const carrier = channel();
      carrier.port2.start();
      const arrived = once(carrier.port2, 'message');
      carrier.port1.postMessage(null, [port]);
      moved.port1.postMessage(`during hop ${hop}`);
      [port] = (await arrived)[0].ports;
    }
    const received = collect(port, 6);
    port.start();
    const expected = [0, 1, 2].flatMap((hop) => [`before hop ${hop}`, `during hop ${hop}`]);
    assert.deepEqual(await received, expected);
  },

  'only ports of this class can be transferred': async ({ assert, channel }) => {
    const { port1 } = channel();
    const node = new MessageChannel();
    for (const wrong of [node.port1, new ArrayBuffer(1), {}, 1, null]) {
      assert.throws(() => port1.postMessage(1, [wrong]), TypeError);
    }
    assert.throws(() => port1.postMessage(1, [node.port1]), /Port at index 0 is not a valid port/);
    node.port1.close();
  },

  'a port cannot be sent through itself, twice, or after it has gone': async ({ assert, channel }) => {
    const { port1 } = channel();
    const moved = channel();
    assert.throws(() => port1.postMessage(1, [port1]), /Port at index 0 contains the source port/);
    assert.throws(() => port1.postMessage(1, [moved.port1, moved.port1]), /Port at index 1 is a duplicate/);
    port1.postMessage(1, [moved.port1]);
    assert.throws(() => port1.postMessage(1, [moved.port1]), /Port at index 0 is already neutered/);
  },

  'postMessage wants an argument': async ({ assert, channel }) => {
    assert.throws(() => channel().port1.postMessage(), /Expected at least one argument to postMessage/);
  },

  'what cannot be cloned is refused, and the port goes on': async ({ assert, channel, collect }) => {
    const { port1, port2 } = channel();
    const moved = channel();
    for (const wrong of [() => 1, Symbol('no'), Promise.resolve(), new WeakMap(), { deep: [() => 1] }]) {
      assert.throws(() => port1.postMessage(wrong, [moved.port1]), /An object could not be cloned/);
    }
    port2.start();
    const received = collect(port2, 1);
    port1.postMessage('after', [moved.port1]);
    assert.deepEqual(await received, ['after']);
  },

  'what can be cloned arrives as what it was': async ({ assert, channel, collect }) => {
    const { port1, port2 } = channel();
    const value = await fidelityValue();
    port2.start();
    const received = collect(port2, 1);
    port1.postMessage(value);
    checkFidelity(assert, (await received)[0]);
  },

  'a message is a copy, made when it is sent': async ({ assert, channel, collect }) => {
    const { port1, port2 } = channel();
    const value = { list: [1], bytes: new Uint8Array([1]) };
    port2.start();
    const received = collect(port2, 1);
    port1.postMessage(value);
    value.list.push(2);
    value.bytes[0] = 9;
    assert.deepEqual((await received)[0], { list: [1], bytes: new Uint8Array([1]) });
  },

  'prototypes are lost, and a Buffer arrives as Uint8Array': async ({ assert, channel, collect }) => {
    class Point {
      x = 1;
      get double() {
        return 2;
      }
    }
    const { port1, port2 } = channel();
    port2.start();
    const received = collect(port2, 2);
    port1.postMessage(new Point());
    port1.postMessage(Buffer.from('bytes'));
    const [point, bytes] = await received;
    assert.deepEqual([Object.getPrototypeOf(point) === Object.prototype, point.x, 'double' in point], [true, 1, false]);
    assert.deepEqual(
      [Buffer.isBuffer(bytes), Object.prototype.toString.call(bytes), Buffer.from(bytes).toString()],
      [false, '[object Uint8Array]', 'bytes'],
    );
  },
};

/** One value of everything that structured clone carries. */
export async function fidelityValue() {
  const value = {
    numbers: [0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 10n ** 20n],
    nothing: [undefined, null],
    text: ['', 'ünï\u0000', '\ud800'],
    date: new Date(86_400_000),
    pattern: /a+/gi,
    map: new Map([[{ key: 1 }, new Set([1, 'two'])]]),
    error: new RangeError('too far'),
    buffer: new Uint8Array([1, 2, 3]).buffer,
    views: [
      new Uint8Array([1, 2]),
      new Float64Array([1.5]),
      new DataView(new ArrayBuffer(4), 1, 2),
      new BigInt64Array([-5n]),
    ],
    // biome-ignore lint/suspicious/noSparseArray: holes are what is tested
    sparse: [1, , 3],
    boxed: Object('boxed'),
    ['__proto__']: 'own key',
  };
  Object.defineProperty(value, '__proto__', { value: 'own key', enumerable: true, configurable: true, writable: true });
  value.self = value;
  return value;
}

export function checkFidelity(assert, copy) {
  assert.ok(Object.is(copy.numbers[1], -0));
  assert.ok(Number.isNaN(copy.numbers[3]));
  assert.deepEqual([copy.numbers[2], copy.numbers[4], copy.numbers[5]], [1.5, Number.POSITIVE_INFINITY, 10n ** 20n]);
  assert.deepEqual(copy.nothing, [undefined, null]);
  assert.deepEqual(copy.text, ['', 'ünï\u0000', '\ud800']);
  assert.equal(copy.date.getTime(), 86_400_000);
  assert.equal(String(copy.pattern), '/a+/gi');
  const [[key, set]] = [...copy.map];
  assert.deepEqual([key, [...set]], [{ key: 1 }, [1, 'two']]);
  assert.ok(copy.error instanceof RangeError);
  assert.equal(copy.error.message, 'too far');
  assert.deepEqual([...new Uint8Array(copy.buffer)], [1, 2, 3]);
  assert.deepEqual(
    copy.views.map((view) => Object.prototype.toString.call(view)),
    ['[object Uint8Array]', '[object Float64Array]', '[object DataView]', '[object BigInt64Array]'],
  );
  assert.deepEqual([copy.views[1][0], copy.views[2].byteLength, copy.views[3][0]], [1.5, 2, -5n]);
  assert.deepEqual([copy.sparse.length, 1 in copy.sparse, copy.sparse[2]], [3, false, 3]);
  assert.equal(copy.boxed.valueOf(), 'boxed');
  assert.equal(Object.getOwnPropertyDescriptor(copy, '__proto__').value, 'own key');
  assert.equal(copy.self, copy);
}
