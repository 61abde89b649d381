bulkhead.onMessage((value) => {
  document.getElementById('said').textContent = `The view says ${JSON.stringify(value)}`;
  bulkhead.post({ echo: value });
});
document.getElementById('go').addEventListener('click', () => {
  bulkhead.post({ place: document.getElementById('place').value });
});
