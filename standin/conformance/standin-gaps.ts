/** Facts of Electron that the stand-in is known not to reproduce, and why. Each is still run: closing a gap fails the test. */
export const standinGaps: Readonly<Record<string, string>> = {
  'a page has the address and origin of its scheme':
    'Chromium knows no schemes of ours: inside the page the address is http://<host>.<scheme>.localhost',
  'a transferred ArrayBuffer makes the message null':
    'an isolated world cannot see whether a buffer was transferred or copied: it arrives as a copy',
};
