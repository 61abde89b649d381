/**
 * Runs first in every page of an add-in: joins it to its view by a port, and gives the keys back with which a person leaves
 * it, where the host does not take them first (leaving-keys.ts). No wall: a page can be written that does without it.
 */
export const WEB_HELPER = `'use strict';
(() => {
  const KEYS = { Escape: 'Escape', F6: 'F6', 'Ctrl+F6': 'Ctrl+F6', 'Ctrl+Shift+F6': 'Ctrl+Shift+F6' };
  const unsent = [];
  const unread = [];
  let port;
  let listener;
  const send = (message) => (port ? port.postMessage(message) : unsent.push(message));
  addEventListener('message', (event) => {
    if (port || event.source !== parent || event.data !== 'bulkhead' || !event.ports[0]) return;
    event.stopImmediatePropagation();
    port = event.ports[0];
    port.onmessage = ({ data }) => (listener ? listener(data) : unread.push(data));
    for (const message of unsent.splice(0)) port.postMessage(message);
  });
  addEventListener('keydown', (event) => {
    const key = KEYS[(event.ctrlKey ? 'Ctrl+' : '') + (event.shiftKey ? 'Shift+' : '') + event.key];
    if (!key || event.isComposing) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    send({ key });
  }, { capture: true });
  Object.defineProperty(globalThis, 'bulkhead', { value: Object.freeze({
    post: (value) => send({ value }),
    onMessage(next) {
      listener = next;
      for (const message of unread.splice(0)) listener(message);
    },
  }) });
})();
`;
