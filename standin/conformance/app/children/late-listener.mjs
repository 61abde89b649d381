// Listens only after a while, then for one message, then again after a while.
const pause = () => new Promise((resolve) => setTimeout(resolve, 150));
const received = [];
await pause();
await new Promise((resolve) => {
  process.parentPort.once('message', ({ data }) => {
    received.push(data);
    resolve();
  });
});
await pause();
received.push('pause');
process.parentPort.on('message', ({ data }) => {
  received.push(data);
  if (data === 'last') process.parentPort.postMessage(received);
});
