import { BulkheadError } from '../../addins/protocol/errors.ts';
import type { PackageFiles } from './package-files.ts';
import { printable } from './path-rules.ts';

/** Files that a system or a runtime would run. A package holds one script and data. */
const PROGRAM_EXTENSION =
  /\.(node|wasm|exe|com|scr|msi|msix|dll|so|dylib|sys|drv|bat|cmd|ps1|psm1|vbs|vbe|jse|wsf|wsh|hta|cpl|lnk|url|reg|jar|class|sh|bash|zsh|command|app|deb|rpm|apk|appimage|desktop)$/i;

/** First bytes of programs, whatever they are called. */
const PROGRAM_STARTS: readonly [name: string, start: Buffer][] = [
  ['a shell script', Buffer.from('#!')],
  ['a shell script', Buffer.from('\ufeff#!')],
  ['a Linux program', Buffer.from('7f454c46', 'hex')],
  ['WebAssembly', Buffer.from('0061736d', 'hex')],
  ['a macOS program', Buffer.from('feedface', 'hex')],
  ['a macOS program', Buffer.from('feedfacf', 'hex')],
  ['a macOS program', Buffer.from('cefaedfe', 'hex')],
  ['a macOS program', Buffer.from('cffaedfe', 'hex')],
  ['a macOS program', Buffer.from('cafebabe', 'hex')],
];

/** Refuses native code and everything a system would run. Throws E_UNSAFE_CODE with the file's name. */
export function checkFileKinds(files: PackageFiles): void {
  for (const [path, bytes] of files) {
    const kind = PROGRAM_EXTENSION.test(path) ? 'a program' : programStart(bytes);
    if (!kind) continue;
    const file = printable(path);
    throw new BulkheadError('E_UNSAFE_CODE', { message: `"${file}" is ${kind}.`, detail: { file } });
  }
}

function programStart(bytes: Uint8Array): string | undefined {
  // Text may begin with the letters MZ as well, but holds no zero bytes.
  const windows = bytes[0] === 0x4d && bytes[1] === 0x5a && bytes.subarray(0, 64).includes(0);
  if (windows) return 'a Windows program';
  const found = PROGRAM_STARTS.find(([, start]) => start.equals(bytes.subarray(0, start.length)));
  return found?.[0];
}
