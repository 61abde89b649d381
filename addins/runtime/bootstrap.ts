import '../protocol/interpret-schemas.ts';

import { readFileSync, writeSync } from 'node:fs';
import { toBulkheadError } from '../protocol/errors.ts';
import type { ParentMessage } from '../protocol/parent-message.ts';
import { createPortTransport, type MessagePortLike } from '../protocol/port-transport.ts';
import { Domain } from './domain.ts';
import { createLoadGate } from './load-gate.ts';
import { takeParentPort } from './parent-port.ts';
import { createRuntimeClock } from './runtime-clock.ts';
import { raiseWalls } from './walls/raise-walls.ts';

/**
 * Entry of every domain process. Order is security here: take what is needed, read the SDK,
 * raise the walls, test them, and only then answer the host. The add-in's code comes last, over the control port.
 */
const parentPort = takeParentPort();
const clock = createRuntimeClock();
const gate = createLoadGate<MessagePortLike>();
/** Taken now: the language wall makes a thrower of it. */
const exit = process.exit.bind(process);
const onProcess = process.on.bind(process) as (event: string, listener: (error: unknown) => void) => void;

parentPort.on('message', ({ data, ports }) => {
  const port = ports[0];
  if (!port) return;
  if (data.type === 'start') start(data, port).catch(fail);
  else gate.add(port);
});

async function start(message: Extract<ParentMessage, { type: 'start' }>, controlPort: MessagePortLike): Promise<void> {
  const started = clock.now();
  const sdkSource = readFileSync(message.sdkPath, 'utf8');
  const domain = new Domain({ epoch: message.epoch, clock });
  const raised = await raiseWalls({ log: domain.log, seed: message.epoch });
  const walled = clock.now();
  const { harden, stackOf } = raised.wall;
  surviveErrors((error) => domain.log('error', error instanceof Error ? stackOf(error) : String(error)));
  domain.open({
    ...{ harden, stackOf },
    transport: createPortTransport(controlPort),
    compartment: raised.compartment,
    sdkSource,
    hello: () => ({
      sdkVersion: SDK_VERSION,
      walls: raised.report.walls,
      holes: raised.report.holes,
      timings: { ...raised.report.timings, walls: walled - started, sdk: clock.now() - walled },
    }),
  });
  gate.open((port) => domain.openView(createPortTransport(port)));
}

/** An error in a timer or a forgotten promise of the add-in is written down; it does not take the frames away. */
function surviveErrors(report: (error: unknown) => void): void {
  onProcess('uncaughtException', report);
  onProcess('unhandledRejection', report);
}

/** The version an add-in can ask for in `engines`; moves with the SDK's interface. */
const SDK_VERSION = '0.1.0';

/** Without walls there is no domain: say why on the log pipe and end. */
function fail(thrown: unknown): void {
  const error = toBulkheadError(thrown, 'E_WALL');
  writeSync(STANDARD_ERROR, `${error.code}: ${error.message}\n`);
  exit(1);
}

const STANDARD_ERROR = 2;
