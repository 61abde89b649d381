import { createTestLink, label, startDomain } from '../../../renderer/remote-ui/testing/view-pair.ts';
import type { FuzzTarget } from '../fuzz-target.ts';
import { fuzzClock, InjectionPort } from '../injection-port.ts';
import { UiFrameMaker } from '../ui-frame-maker.ts';
import { desk, GENERATION, painter, recordView } from './desk.ts';

/** The window's end of a view port: what an add-in draws arrives here. */
export async function createWindowTarget(): Promise<FuzzTarget> {
  const { fromAddin } = await recordView();
  const frames = new UiFrameMaker(fromAddin);
  return {
    ...{ name: 'window', epoch: GENERATION, weight: 4, honest: fromAddin, probe },
    uiMessage: (random) => frames.next(random),
    open(onViolation) {
      const port = new InjectionPort();
      const link = createTestLink({ painter, clock: fuzzClock, onViolation });
      link.openView('f1', 'main', null);
      link.attachTransport(port, label(GENERATION)).catch(() => undefined);
      return {
        receive: (frame) => port.receive(frame),
        get isClosed() {
          return port.isClosed;
        },
        close: () => link.dispose(),
      };
    },
  };
}

/** A window of its own draws an honest view and calls its add-in. */
async function probe(): Promise<void> {
  const link = createTestLink({ painter, clock: fuzzClock });
  link.openView('f1', 'main', null);
  await link.attachTransport(startDomain(desk).transport, label(GENERATION));
  await link.call('echo', ['a']);
  link.dispose();
}
