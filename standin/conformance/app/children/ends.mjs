// Ends, or fails to, in the way its argument says.
const ways = {
  'exit-0': () => process.exit(0),
  'exit-7': () => process.exit(7),
  throw: () => {
    throw new Error('on purpose');
  },
  reject: () => {
    void Promise.reject(new Error('on purpose'));
    setTimeout(() => process.parentPort.postMessage('still here'), 100);
    process.parentPort.on('message', () => process.exit());
  },
  spin: () => {
    process.parentPort.postMessage('spinning');
    setTimeout(() => {
      for (;;);
    }, 10);
  },
  idle: () => process.parentPort.postMessage('idle'),
  speak: () => {
    process.stdout.write('to stdout');
    process.stderr.write('to stderr');
    setTimeout(() => process.exit(0), 200);
  },
  abort: () => process.kill(process.pid, 'SIGSEGV'),
};
ways[process.argv[2]]();
