export function createContextBridge(bridgeEvent: string): unknown {
  return {
    exposeInMainWorld: () => {
      throw new Error(bridgeEvent);
    },
  };
}
