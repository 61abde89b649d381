import path from 'node:path';

export interface CommandLine {
  /** Absolute paths of packages to offer. */
  packages: string[];
  /** Absolute paths of folders under development to watch. */
  devFolders: string[];
}

const DEV_FOLDER = '--dev-folder=';

/** What a person asked for when starting the application, or starting it once more. Unknown words are ignored. */
export function parseCommandLine(words: readonly string[], workingFolder: string): CommandLine {
  const absolute = (text: string): string => path.resolve(workingFolder, text);
  return {
    packages: words.filter((word) => !word.startsWith('-') && word.toLowerCase().endsWith('.addin')).map(absolute),
    devFolders: words
      .filter((word) => word.startsWith(DEV_FOLDER) && word.length > DEV_FOLDER.length)
      .map((word) => absolute(word.slice(DEV_FOLDER.length))),
  };
}
