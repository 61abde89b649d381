import type { CdpSession } from '../chromium/cdp.ts';
import { toAppUrl } from './app-url.ts';
import type { WebContents } from './web-contents.ts';

interface StackTrace {
  readonly callFrames: readonly { readonly url: string; readonly lineNumber: number }[];
}

interface ConsoleCall {
  readonly type: string;
  readonly args: readonly { readonly value?: unknown; readonly description?: string }[];
  readonly stackTrace?: StackTrace;
}

interface Thrown {
  readonly exceptionDetails: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
    readonly stackTrace?: StackTrace;
  };
}

interface ConsoleMessage {
  readonly level: string;
  readonly message: string;
  readonly stackTrace: StackTrace | undefined;
}

const levels: Record<string, string> = { warning: 'warning', error: 'error', assert: 'error', debug: 'debug' };

/** The page's console as 'console-message' events. */
export function watchConsole(session: CdpSession, contents: WebContents): void {
  session.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }: ConsoleCall) => {
    const message = args.map(({ value, description }) => description ?? String(value)).join(' ');
    tell(contents, { level: levels[type] ?? 'info', message, stackTrace });
  });
  session.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception, stackTrace } }: Thrown) => {
    tell(contents, { level: 'error', message: `${text} ${exception?.description ?? ''}`.trim(), stackTrace });
  });
}

function tell(contents: WebContents, { level, message, stackTrace }: ConsoleMessage): void {
  const { url = '', lineNumber = 0 } = stackTrace?.callFrames[0] ?? {};
  const place = { lineNumber: lineNumber + 1, sourceId: toAppUrl(url), frame: contents.mainFrame };
  contents.emit('console-message', { level, message, ...place });
}
