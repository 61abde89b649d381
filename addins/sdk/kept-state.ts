import { isPlainData, type Plain } from '../protocol/plain-data.ts';

type KeptFrames = Record<string, Record<string, Plain>>;

/** Values of `useKept`, by frame and key: what outlives a generation, because frames do. */
export class KeptState {
  readonly #frames = new Map<string, Map<string, Plain>>();

  read(frameId: string, key: string): Plain | undefined {
    return this.#frames.get(frameId)?.get(key);
  }

  write(frameId: string, key: string, value: Plain): void {
    if (!isPlainData(value))
      throw new TypeError(`useKept("${key}") keeps plain data only: text, numbers, lists, records.`);
    let frame = this.#frames.get(frameId);
    if (!frame) {
      frame = new Map();
      this.#frames.set(frameId, frame);
    }
    frame.set(key, value);
  }

  forget(frameId: string): void {
    this.#frames.delete(frameId);
  }

  save(): KeptFrames {
    return Object.fromEntries([...this.#frames].map(([frameId, values]) => [frameId, Object.fromEntries(values)]));
  }

  restore(saved: unknown): void {
    if (typeof saved !== 'object' || saved === null) return;
    for (const [frameId, values] of Object.entries(saved)) {
      if (typeof values !== 'object' || values === null) continue;
      for (const [key, value] of Object.entries(values)) this.write(frameId, key, value as Plain);
    }
  }
}
