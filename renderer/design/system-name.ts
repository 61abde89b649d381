const NAMES: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** 'linux' -> "Linux"; a name that is already one stays as it is. */
export function systemName(platform: string): string {
  return NAMES[platform] ?? platform;
}
