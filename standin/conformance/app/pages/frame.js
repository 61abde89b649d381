// Answers on the port it is given.
window.onmessage = ({ data, ports }) => {
  const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  ports[0]?.postMessage(data === 'theme' ? theme : `from ${self.origin}`);
};
