import { WalledProcess } from './walled-process.ts';

/** A host that is going to be killed while its domain runs in a loop. Says which process that is. */
const domain = await WalledProcess.start();
domain.evaluate('for (;;) {}').catch(() => undefined);
process.send?.({ pid: domain.child.pid, os: domain.report.walls.find(({ name }) => name === 'os')?.state });
