import type { Transport } from './frame.ts';
import { scheduling } from './scheduler.ts';

/** Frames of one turn leave in one write, unless they are large enough to gain nothing by waiting. */
const maximumBatchLength = 256 * 1024;

/** Collects frames and writes them in batches; before there is a transport it keeps everything. */
export class Outbox {
  #frames: string[] = [];
  #attachments: Uint8Array[] = [];
  #length = 0;
  #scheduled = false;
  #transport: Transport | null = null;

  /** The index that the next attachment will have in its batch. */
  get attachmentCount(): number {
    return this.#attachments.length;
  }

  open(transport: Transport): void {
    this.#transport = transport;
    this.flush();
  }

  add(frame: string, attachments: readonly Uint8Array[]): void {
    this.#frames.push(frame);
    for (let index = 0; index < attachments.length; index++) this.#attachments.push(attachments[index] as Uint8Array);
    this.#length += frame.length;
    if (this.#transport === null) return;
    if (this.#length > maximumBatchLength) this.flush();
    else this.#schedule();
  }

  flush(): void {
    if (this.#transport === null || this.#frames.length === 0) return;
    const text = `[${this.#frames.join(',')}]`;
    const attachments = this.#attachments;
    this.#frames = [];
    this.#attachments = [];
    this.#length = 0;
    this.#transport.send(text, attachments);
  }

  close(): void {
    this.flush();
    this.#transport?.close();
    this.#transport = null;
  }

  discard(): void {
    this.#transport = null;
    this.#frames = [];
    this.#attachments = [];
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    scheduling.current.settled(() => {
      this.#scheduled = false;
      this.flush();
    });
  }
}
