// Ports that main sends arrive here by way of the preload.
window.ports = [];
window.messages = [];
window.closes = [];
window.preloadSecretSeen = typeof window.preloadSecret;
window.addEventListener('message', (event) => {
  if (event.source !== window || event.data?.tag !== 'port') return;
  for (const port of event.ports) window.ports.push(port);
});

/** Listens and starts; messages go to window.messages, the end to window.closes. */
window.listen = (port) => {
  port.onmessage = (event) => {
    window.messages.push(event.data);
    for (const moved of event.ports) window.ports.push(moved);
  };
  port.addEventListener('close', () => window.closes.push(window.ports.indexOf(port)));
  return port;
};

window.untilTrue = async (test) => {
  const end = Date.now() + 20_000;
  while (!test()) {
    if (Date.now() > end) throw new Error(`still not: ${test}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** The next port that main sends, listened to. */
window.nextPort = async () => {
  const count = window.takenPorts ?? 0;
  await window.untilTrue(() => window.ports.length > count);
  window.takenPorts = count + 1;
  return window.listen(window.ports[count]);
};

window.nextMessages = async (count) => {
  await window.untilTrue(() => window.messages.length >= count);
  return window.messages.splice(0, count);
};

/** Gives a port to the preload, which sends it to main. */
window.give = (message, port) => window.postMessage({ tag: 'give', message }, '*', [port]);
