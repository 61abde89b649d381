export const facts = {
  'argv is executable, script, arguments': async ({ assert, fork }) => {
    const argv = await fork('worker.mjs', {}, ['one', '--two']).ask('process.argv');
    assert.ok(argv[1].endsWith('worker.mjs'));
    assert.deepEqual(argv.slice(2), ['one', '--two']);
  },

  'execArgv is copied, honoured or not': async ({ assert, fork }) => {
    const child = fork('worker.mjs', { execArgv: ['--permission', '--max-old-space-size=64'] });
    assert.deepEqual(await child.ask('process.execArgv'), ['--permission', '--max-old-space-size=64']);
  },

  '--permission is dropped': async ({ assert, fork }) => {
    const child = fork('worker.mjs', { execArgv: ['--permission'] });
    assert.equal(await child.ask('typeof process.permission'), 'undefined');
  },

  'the heap is capped by js-flags and by nothing else': async ({ assert, fork }) => {
    const limit = "import('node:v8').then((v8) => v8.getHeapStatistics().heap_size_limit / 1048576)";
    const plain = await fork('worker.mjs', { execArgv: ['--max-old-space-size=64'] }).ask(limit);
    const capped = await fork('worker.mjs', { execArgv: ['--js-flags=--max-old-space-size=64'] }).ask(limit);
    assert.ok(plain > 500, `plain ${plain}`);
    assert.ok(capped < 300, `capped ${capped}`);
  },

  'an empty env inherits, another one replaces': async ({ assert, fork }) => {
    process.env.CONFORMANCE_INHERITED = 'yes';
    const ask = "[process.env.CONFORMANCE_INHERITED, process.env.OWN, 'HOME' in process.env]";
    assert.deepEqual(await fork('worker.mjs', { env: {} }).ask(ask), ['yes', undefined, 'HOME' in process.env]);
    assert.deepEqual(await fork('worker.mjs').ask(ask), ['yes', undefined, 'HOME' in process.env]);
    assert.deepEqual(await fork('worker.mjs', { env: { OWN: '1' } }).ask(ask), [undefined, '1', false]);
  },

  'a value in env that is no string is refused': async ({ assert, fork }) => {
    assert.throws(() => fork('worker.mjs', { env: { OWN: undefined } }), TypeError);
  },

  'stdio pipe gives streams at once, which are gone after exit': async ({ assert, fork, once }) => {
    const child = fork('ends.mjs', { stdio: 'pipe' }, ['speak']);
    const read = (stream) => {
      let text = '';
      stream.on('data', (data) => {
        text += data;
      });
      return () => text;
    };
    const [output, errors] = [read(child.stdout), read(child.stderr)];
    await once(child, 'exit');
    await new Promise(setImmediate);
    assert.deepEqual([output(), errors()], ['to stdout', 'to stderr']);
    assert.deepEqual([child.stdout, child.stderr], [null, null]);
  },

  'without pipe there are no streams, and stdin is never there': async ({ assert, fork, once }) => {
    const child = fork('ends.mjs', { stdio: 'ignore' }, ['idle']);
    assert.deepEqual([child.stdout, child.stderr], [null, null]);
    await once(child, 'message');
    assert.throws(() => fork('ends.mjs', { stdio: ['pipe', 'ignore', 'ignore'] }, ['idle']));
  },

  'cwd is where the child works': async ({ assert, fork }) => {
    assert.equal(await fork('worker.mjs', { cwd: '/' }).ask('process.cwd()'), '/');
  },

  'a child knows what it is and has no process.send': async ({ assert, fork }) => {
    const ask = '[process.type, typeof process.parentPort.postMessage, typeof process.send]';
    assert.deepEqual(await fork().ask(ask), ['utility', 'function', 'undefined']);
  },

  'a child has the same Node line as main': async ({ assert, fork }) => {
    assert.equal(await fork().ask('process.versions.node'), process.versions.node);
    assert.equal(process.versions.node.split('.')[0], '24');
  },

  'what cannot be cloned is refused at the sender': async ({ assert, fork }) => {
    const child = fork();
    assert.throws(() => child.postMessage({ run() {} }), /An object could not be cloned/);
    assert.match(
      await child.ask('try { process.parentPort.postMessage(() => 1) } catch (error) { error.message }'),
      /could not be cloned/,
    );
    assert.equal(await child.ask('1 + 1'), 2);
  },
};
