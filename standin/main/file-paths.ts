import type { CdpSession } from '../chromium/cdp.ts';

interface Paused {
  readonly callFrames: readonly { readonly callFrameId: string; readonly functionName: string }[];
}

interface Evaluated {
  readonly result: { readonly objectId?: string };
}

const askingFunction = 'standinAskForPath';

/**
 * Answers webUtils.getPathForFile. The preload expects the path at once, and only the engine knows it: so the question
 * is a debugger statement, during which the engine can be asked.
 */
export async function answerFilePaths(session: CdpSession): Promise<void> {
  session.on('Debugger.paused', ({ callFrames }: Paused) => {
    const [frame] = callFrames;
    if (frame?.functionName === askingFunction) void answer(session, frame.callFrameId);
    else session.post('Debugger.resume');
  });
  await session.send('Debugger.enable');
}

async function answer(session: CdpSession, callFrameId: string): Promise<void> {
  try {
    const evaluateHere = async (expression: string): Promise<Evaluated> =>
      session.send<Evaluated>('Debugger.evaluateOnCallFrame', { callFrameId, expression });
    const { result } = await evaluateHere('answer.file');
    const { path } = await session.send<{ path: string }>('DOM.getFileInfo', { objectId: result.objectId });
    await evaluateHere(`answer.path = ${JSON.stringify(path)}`);
  } catch {
    // A file without a path: the answer stays empty, as in Electron.
  } finally {
    session.post('Debugger.resume');
  }
}
