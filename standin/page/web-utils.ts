/** The function in which the stand-in finds the file, while the debugger holds this world still; see main/file-paths. */
export function standinAskForPath(file: File): string {
  const answer = { file, path: '' };
  // biome-ignore lint/suspicious/noDebugger: the one way to ask the host something and wait for the answer
  debugger;
  return answer.path;
}

export function createWebUtils(): { getPathForFile(file: unknown): string } {
  return {
    getPathForFile: (file) => {
      if (!(file instanceof File))
        throw new TypeError('getPathForFile expected to receive a File object but one was not provided');
      return standinAskForPath(file);
    },
  };
}
