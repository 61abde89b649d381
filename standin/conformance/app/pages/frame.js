// Answers on the port it is given.
window.onmessage = ({ ports }) => ports[0]?.postMessage(`from ${self.origin}`);
