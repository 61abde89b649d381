import type { FrameRecord } from '../../preload/bridge.ts';

/** A frame as the host would describe it. */
export function frameRecord(frameId: string, change: Partial<FrameRecord> = {}): FrameRecord {
  return {
    frameId,
    addinId: 'addin',
    view: 'main',
    title: frameId,
    params: null,
    unsaved: false,
    bounds: null,
    mode: 'normal',
    order: 0,
    ...change,
  };
}
