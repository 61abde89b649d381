/** The Node options that Electron's utility processes honour; all others are dropped without a word. */
const honoured =
  /^--(inspect(-brk|-port|-publish-uid|-brk-node)?|debug[\w-]*|experimental-network-inspection|experimental-inspector-network-resource|experimental-transform-types|diagnostic-dir|dns-result-order|(no-|throw-|trace-)deprecation|trace-warnings|no-experimental-global-navigator|expose-internals)(=|$)/;

const jsFlags = '--js-flags=';

/** The Node command line that has the effect which Electron gives `execArgv`. */
export function nodeFlags(execArgv: readonly string[]): string[] {
  const fromChromium = execArgv
    .filter((flag) => flag.startsWith(jsFlags))
    .flatMap((flag) => flag.slice(jsFlags.length).split(/[\s,]+/))
    .filter((flag) => flag.startsWith('--'));
  return [
    // Electron's utility processes warn and go on, and end with a non-zero code.
    '--unhandled-rejections=warn-with-error-code',
    '--disable-warning=ExperimentalWarning',
    ...execArgv.filter((flag) => honoured.test(flag)),
    ...fromChromium,
  ];
}
