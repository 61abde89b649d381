// Evaluates what main asks; `ports` are all the ports that came with it.
import vm from 'node:vm';

const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
const evaluate = (code) => vm.runInThisContext(code, { importModuleDynamically });
const ports = [];
globalThis.heard = [];
globalThis.ports = ports;

globalThis.echo = (port) => {
  port.on('message', ({ data, ports: moved }) => port.postMessage(data, moved));
  port.on('close', () => globalThis.heard.push('close'));
  port.start();
};

globalThis.listen = (port) => {
  port.on('message', ({ data, ports: moved }) => {
    globalThis.heard.push(data);
    ports.push(...moved);
  });
  port.on('close', () => globalThis.heard.push('close'));
  port.start();
};

process.parentPort.on('message', ({ data, ports: moved }) => {
  ports.push(...moved);
  void answer(data);
});

async function answer({ id, code }) {
  try {
    process.parentPort.postMessage({ id, value: await evaluate(code) });
  } catch (error) {
    process.parentPort.postMessage({ id, error: String(error) });
  }
}
