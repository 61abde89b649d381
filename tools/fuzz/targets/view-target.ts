import { viewMethods } from '../../../addins/protocol/methods/view-methods.ts';
import { Session } from '../../../addins/protocol/session.ts';
import { TAG } from '../../../addins/protocol/ui/ui-frames.ts';
import { startDomain } from '../../../renderer/remote-ui/testing/view-pair.ts';
import type { FuzzTarget } from '../fuzz-target.ts';
import { hostileValue } from '../hostile-values.ts';
import { fuzzClock } from '../injection-port.ts';
import type { Random } from '../random.ts';
import { desk, GENERATION, recordView } from './desk.ts';

const TAGS: readonly number[] = Object.values(TAG);

/** The add-in's end of a view port: the real SDK with a view, and what a window says to it. */
export async function createViewTarget(): Promise<FuzzTarget> {
  const { fromWindow } = await recordView();
  return {
    ...{ name: 'view', epoch: GENERATION, weight: 1, honest: fromWindow, probe },
    uiMessage: answer,
    open() {
      const domain = startDomain(desk);
      domain.app.mount('f1', 'main', null);
      domain.transport.start(
        () => undefined,
        () => undefined,
      );
      return {
        receive: (frame) => domain.transport.send(frame),
        get isClosed() {
          return domain.session.closed !== undefined;
        },
        close: () => {
          domain.app.unmount('f1');
          domain.session.close();
        },
      };
    },
  };
}

/** What a window says about a picture, nearly right. */
function answer(random: Random): unknown {
  const field = (): unknown => (random.once(3) ? hostileValue(random) : random.below(8));
  const name = random.pick(['onPress', 'onChange', 'constructor', '__proto__', 'measure']);
  const event = [TAG.event, 'f1', random.below(3), random.below(8), name, hostileValue(random), random.below(3)];
  return random.once(2)
    ? event
    : [random.pick(TAGS), random.once(9) ? field() : 'f1', field(), field(), field(), field()];
}

async function probe(): Promise<void> {
  const { transport } = startDomain(desk);
  const basics = { clock: fuzzClock, epoch: GENERATION, local: {}, handlers: {} };
  const window = new Session({ ...basics, transport, remote: viewMethods, onUi: () => undefined });
  await window.call('addin.call', ['echo', ['a']]);
  window.close();
}
