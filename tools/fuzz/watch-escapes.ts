/** Runs `onEscape` for everything that nobody caught, until the answer is called. */
export function watchEscapes(onEscape: (error: unknown) => void): () => void {
  process.on('uncaughtException', onEscape);
  process.on('unhandledRejection', onEscape);
  return () => {
    process.off('uncaughtException', onEscape);
    process.off('unhandledRejection', onEscape);
  };
}
