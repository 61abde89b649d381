/**
 * Resolves with the time at which the first picture was there for which `isThere` holds. Looked at once in every frame,
 * when all scripts of that frame have run and nothing has been painted yet: what a script changed in its animation
 * frame counts for the picture that follows, and what an event changed just after a picture does not count for it.
 */
export function firstPaint(isThere: () => boolean): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const probe = document.createElement('div');
  probe.style.cssText = 'position: fixed; top: 0; left: 0; height: 1px; visibility: hidden; contain: strict';
  document.body.append(probe);
  let frame = 0;
  const changeSize = (): void => {
    probe.style.width = probe.style.width === '1px' ? '2px' : '1px';
    frame = requestAnimationFrame(changeSize);
  };
  // Changes of size are told between the scripts of a frame and its paint.
  const observer = new ResizeObserver(() => {
    if (!isThere()) return;
    observer.disconnect();
    cancelAnimationFrame(frame);
    afterThisFrame(() => {
      probe.remove();
      resolve(performance.now());
    });
  });
  observer.observe(probe);
  frame = requestAnimationFrame(changeSize);
  return promise;
}

/** Runs `task` right after the picture of the frame within which it is called. */
export function afterThisFrame(task: () => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    task();
  };
  port2.postMessage(null);
}
