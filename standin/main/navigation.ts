/** Asked before a document is requested; answers false to keep the frame where it is. */
type NavigationGuard = (url: string) => boolean;

const guards = new Map<string, NavigationGuard>();

/** `frameId` is Chromium's; a subframe has no guard of its own until its window has heard of it. */
export function guardFrame(frameId: string, guard: NavigationGuard): void {
  guards.set(frameId, guard);
}

export function releaseFrame(frameId: string): void {
  guards.delete(frameId);
}

export function mayNavigate(frameId: string, url: string): boolean {
  return guards.get(frameId)?.(url) ?? true;
}
