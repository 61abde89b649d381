import type { CdpSession } from '../chromium/cdp.ts';

interface Attached {
  readonly sessionId: string;
  readonly targetInfo: { readonly type: string };
}

/**
 * A frame of another site runs in a process of its own and is a target of its own, which hears nothing of what its window was
 * told. `prepare` is called for each, before the frame's document; a session says 'standin.detached' when its frame is gone.
 */
export async function followFrames(session: CdpSession, prepare: (frame: CdpSession) => void): Promise<void> {
  const frames = new Map<string, CdpSession>();
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }: Attached) => {
    const target = session.child(sessionId);
    frames.set(sessionId, target);
    if (targetInfo.type === 'iframe') {
      prepare(target);
      followFrames(target, prepare).catch(() => undefined);
    }
    target.post('Runtime.runIfWaitingForDebugger');
  });
  const detach = (sessionId: string): void => {
    frames.get(sessionId)?.emit('standin.detached');
    frames.delete(sessionId);
  };
  session.on('Target.detachedFromTarget', ({ sessionId }: { sessionId: string }) => detach(sessionId));
  session.once('standin.detached', () => {
    for (const sessionId of [...frames.keys()]) detach(sessionId);
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
}
