/** Switches that make Chromium behave as the engine inside Electron does. */
export function chromiumFlags(userDataDirectory: string, extra: readonly string[]): string[] {
  const flags = withOneListOfFeatures([
    `--user-data-dir=${userDataDirectory}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-search-engine-choice-screen',
    '--disable-sync',
    '--disable-breakpad',
    '--password-store=basic',
    // A page served by interception counts as public: these checks would keep it from the stand-in's loopback socket.
    '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets,Translate,MediaRouter,OptimizationHints',
    '--enable-blink-features=MessagePortCloseEvent',
    // Electron keeps one process per site as well.
    '--site-per-process',
    ...extra,
  ]);
  if (process.getuid?.() === 0 && !flags.includes('--no-sandbox')) flags.push('--no-sandbox');
  // Said once in the terminal; a bar above the menu, as Chromium would show it, is not part of the window.
  if (flags.includes('--no-sandbox')) flags.push('--test-type');
  if (isHeadless()) flags.push('--headless');
  return flags;
}

/** Chromium takes the last of several lists of features and forgets those before. */
function withOneListOfFeatures(flags: readonly string[]): string[] {
  const prefix = '--disable-features=';
  const features = flags.filter((flag) => flag.startsWith(prefix)).map((flag) => flag.slice(prefix.length));
  return [...flags.filter((flag) => !flag.startsWith(prefix)), prefix + features.join(',')];
}

/** Nothing to look at and no display needed; windows have no title bar then. */
export function isHeadless(): boolean {
  return process.env['BULKHEAD_HEADLESS'] === '1';
}
