/** Facts of Electron that the stand-in is known not to reproduce, and why. Each is still run: closing a gap fails the test. */
export const standinGaps: Readonly<Record<string, string>> = {};
