/** What a window has to say when one of its frames is about to load a document. */
export interface FrameGuard {
  /** False keeps the frame where it is. */
  mayNavigate(url: string): boolean;
  beforeDocument(engineUrl: string): Promise<void>;
}

const guards = new Map<string, FrameGuard>();

/** `frameId` is Chromium's; that of a main frame is the id of its target. */
export function guardFrame(frameId: string, guard: FrameGuard): void {
  guards.set(frameId, guard);
}

export function releaseFrame(frameId: string): void {
  guards.delete(frameId);
}

export function frameGuard(frameId: string): FrameGuard | undefined {
  return guards.get(frameId);
}
