import { EventEmitter } from 'node:events';
import { runTool } from './run-tool.ts';
import { closeClass } from './unsupported.ts';

interface NotificationOptions {
  readonly title?: string;
  readonly body?: string;
  readonly [name: string]: unknown;
}

/** Shown by the desktop where notify-send is there. Events: 'show'. Clicks are not reported back. */
export class Notification extends EventEmitter {
  title: string;
  body: string;

  constructor({ title = '', body = '' }: NotificationOptions = {}) {
    super();
    this.title = title;
    this.body = body;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    runTool('notify-send', ['--', this.title, this.body]).catch(() => undefined);
    setImmediate(() => this.emit('show', {}));
  }

  close(): void {
    setImmediate(() => this.emit('close', {}));
  }
}

closeClass(Notification);
