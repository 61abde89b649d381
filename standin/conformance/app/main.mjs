// Runs the facts of one group, or one scenario, in whatever runtime started this, and reports each on standard output.
import { app, protocol } from 'electron';
import { early } from './early.mjs';
import { runFacts } from './run-facts.mjs';
import { servePages } from './serve-pages.mjs';

const group = app.commandLine.getSwitchValue('facts');
const scenario = app.commandLine.getSwitchValue('scenario');

protocol.registerSchemesAsPrivileged([
  { scheme: 'proof', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  { scheme: 'open', privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } },
]);
// The runtime would quit by itself between two facts that open windows.
if (scenario === '') app.on('window-all-closed', () => undefined);
early.record();

if (scenario === '') {
  void app.whenReady().then(async () => {
    servePages();
    const { facts } = await import(`./facts/${group}.mjs`);
    await runFacts(facts);
    app.exit(0);
  });
} else {
  const { scenarios } = await import('./scenarios.mjs');
  scenarios[scenario]();
}
