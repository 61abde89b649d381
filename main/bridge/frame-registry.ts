import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { BulkheadError, toBulkheadError } from '../../addins/protocol/errors.ts';
import { plain } from '../../addins/protocol/method.ts';
import type { FrameLayout, FrameRecord } from '../../preload/bridge.ts';
import { Emitter } from '../base/emitter.ts';

const recordSchema = z.strictObject({
  frameId: z.string().max(64),
  addinId: z.string().max(160),
  view: z.string().max(64),
  title: z.string().max(120),
  params: plain,
  unsaved: z.boolean(),
  bounds: z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).nullable(),
  mode: z.enum(['normal', 'minimised', 'maximised']),
  order: z.int(),
});

/** Frames an add-in may have open at once. */
const FRAMES_PER_ADDIN = 50;
/** Characters of JSON that a frame may be opened with: a name of what it shows, not the thing itself. */
const PARAMS_CHARACTERS = 16_384;
/** Milliseconds that layout changes are gathered before they are written. */
const WRITE_DELAY = 400;

export type FrameChange =
  | { type: 'open'; frame: FrameRecord }
  | { type: 'update'; frame: FrameRecord }
  | { type: 'reveal'; frame: FrameRecord }
  | { type: 'close'; frame: FrameRecord };

/** Which child windows exist. The window draws and places them; this list survives a restart of either. */
export class FrameRegistry {
  readonly changed = new Emitter<FrameChange>();
  readonly #frames = new Map<string, FrameRecord>();
  readonly #file: string;
  readonly #onProblem: (words: string) => void;
  #writing: NodeJS.Timeout | undefined;

  /** `onProblem` hears, in words, of a file that could not be read or written; the frames themselves go on. */
  constructor(file: string, onProblem: (words: string) => void) {
    this.#file = file;
    this.#onProblem = onProblem;
    for (const frame of readFrames(file, onProblem)) this.#frames.set(frame.frameId, frame);
  }

  /** Forgets frames whose add-in is not there any more. */
  retain(isInstalled: (addinId: string) => boolean): void {
    for (const { frameId, addinId } of this.all) if (!isInstalled(addinId)) this.close(frameId);
  }

  get all(): FrameRecord[] {
    return [...this.#frames.values()];
  }

  of(addinId: string): FrameRecord[] {
    return this.all.filter((frame) => frame.addinId === addinId);
  }

  /** The frame, when this add-in owns it. Throws E_NOT_FOUND: an add-in learns nothing of the frames of others. */
  owned(addinId: string, frameId: string): FrameRecord {
    const frame = this.#frames.get(frameId);
    if (frame?.addinId !== addinId) throw new BulkheadError('E_NOT_FOUND', { message: 'There is no such frame.' });
    return frame;
  }

  open(request: { addinId: string; view: string; title: string; params: unknown; multiple: boolean }): FrameRecord {
    const { multiple, ...fields } = request;
    const siblings = this.of(request.addinId);
    const existing = siblings.find((frame) => frame.view === request.view);
    if (existing && !multiple) {
      this.changed.emit({ type: 'reveal', frame: existing });
      return existing;
    }
    if (siblings.length >= FRAMES_PER_ADDIN) {
      throw new BulkheadError('E_OVERLOAD', { message: 'Too many open frames.' });
    }
    if (JSON.stringify(request.params).length > PARAMS_CHARACTERS) {
      throw new BulkheadError('E_OVERLOAD', { message: 'A frame cannot be opened with that much data.' });
    }
    const order = Math.max(0, ...this.all.map((frame) => frame.order + 1));
    const frame: FrameRecord = {
      ...fields,
      frameId: randomUUID(),
      unsaved: false,
      bounds: null,
      mode: 'normal',
      order,
    };
    this.#frames.set(frame.frameId, frame);
    this.#save();
    this.changed.emit({ type: 'open', frame });
    return frame;
  }

  update(frameId: string, change: { title?: string | undefined; unsaved?: boolean | undefined }): void {
    const frame = this.#frames.get(frameId);
    if (!frame) return;
    const { title = frame.title, unsaved = frame.unsaved } = change;
    if (title === frame.title && unsaved === frame.unsaved) return;
    Object.assign(frame, { title, unsaved });
    this.#save();
    this.changed.emit({ type: 'update', frame });
  }

  close(frameId: string): void {
    const frame = this.#frames.get(frameId);
    if (!frame) return;
    this.#frames.delete(frameId);
    this.#save();
    this.changed.emit({ type: 'close', frame });
  }

  closeAll(addinId: string): void {
    for (const { frameId } of this.of(addinId)) this.close(frameId);
  }

  place(layouts: readonly FrameLayout[]): void {
    for (const { frameId, bounds, mode, order } of layouts) {
      const frame = this.#frames.get(frameId);
      if (frame) Object.assign(frame, { bounds, mode, order });
    }
    this.#save();
  }

  /** Writes what waits; for the end of the application. */
  flush(): void {
    if (!this.#writing) return;
    clearTimeout(this.#writing);
    this.#writing = undefined;
    try {
      writeFileAtomic.sync(this.#file, JSON.stringify(this.all));
    } catch (thrown) {
      this.#onProblem(`The positions of the frames could not be kept: ${toBulkheadError(thrown).message}`);
    }
  }

  #save(): void {
    this.#writing ??= setTimeout(() => this.flush(), WRITE_DELAY);
  }
}

/** A layout that cannot be read is moved aside; the window starts empty instead of not at all. */
function readFrames(file: string, onProblem: (words: string) => void): FrameRecord[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  try {
    const records = z.array(z.unknown()).parse(JSON.parse(text));
    // One frame that is not understood does not take the others along.
    return records.flatMap((record) => recordSchema.safeParse(record).data ?? []);
  } catch {
    onProblem('The positions of the frames could not be read; the window starts empty.');
    moveAside(file);
    return [];
  }
}

function moveAside(file: string): void {
  try {
    renameSync(file, `${file}.unreadable`);
  } catch {
    // It is overwritten then; the start goes on in any case.
  }
}
