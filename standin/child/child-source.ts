import { bundleScripts } from '../main/script-bundle.ts';
import { wireFiles } from '../wire/wire-files.ts';

const files = [
  ...wireFiles,
  'wire/node-scheduler.ts',
  'wire/ipc-transport.ts',
  'wire/socket-transport.ts',
  'main/message-port-main.ts',
  'child/web-socket-server.ts',
  'child/direct-sockets.ts',
  'child/parent-port.ts',
  'child/utility-modules.ts',
  'child/entry.ts',
];

let path: string | undefined;

/** The script that a utility process starts with. */
export function childScript(): string {
  path ??= bundleScripts('child', files).path;
  return path;
}
