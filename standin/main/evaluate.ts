import type { CdpSession } from '../chromium/cdp.ts';

interface Evaluation {
  readonly result: { readonly value?: unknown };
  readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}

/** Runs code in the page's own world; promises are awaited. */
export async function evaluate(cdp: CdpSession, expression: string, userGesture: boolean): Promise<unknown> {
  const { result, exceptionDetails } = await cdp.send<Evaluation>('Runtime.evaluate', {
    expression,
    userGesture,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails === undefined) return result.value;
  throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
}
