/** Resolves when what is in the document now has been drawn: a timer set in an animation frame fires after its paint. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}

/** Resolves as soon as `isThere` holds, looked at after every change below `place`. Costs nothing in between. */
export function whenShown(place: Node, isThere: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      if (!isThere()) return false;
      resolve();
      return true;
    };
    if (look()) return;
    const observer = new MutationObserver(() => {
      if (look()) observer.disconnect();
    });
    observer.observe(place, { subtree: true, childList: true, characterData: true });
  });
}
