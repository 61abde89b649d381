import { loadOsWall, raiseOsWall } from '../os-wall.ts';
import {
  callNumber,
  FILE_CALLS,
  KERNEL_CALLS,
  NETWORK_CALLS,
  OTHER_CALLS,
  PROCESS_CALLS,
  type SystemCall,
} from '../system-calls.ts';

/** What native code could try: raises the wall of the operating system alone, keeps the tools, and calls the kernel. */
const tools = loadOsWall();
const report = raiseOsWall(tools);
const { pid, ppid } = process;
const send = process.send?.bind(process);
const answers: Record<string, number> = {};

if (!('reason' in tools)) {
  const { native, architecture } = tools;
  const call = (entry: SystemCall, ...args: (number | bigint)[]): number => {
    const number = callNumber(entry, architecture);
    // A call that this architecture never had is refused by nature.
    return number === undefined ? -1 : native.call(number, ...args);
  };
  for (const [name, entry] of Object.entries({ ...FILE_CALLS, ...NETWORK_CALLS, ...PROCESS_CALLS, ...KERNEL_CALLS })) {
    answers[name] = call(entry, 0, 0, 0, 0, 0);
  }
  const path = native.addressOf(new TextEncoder().encode('/etc/passwd\0'));
  answers['open a real file'] = call(FILE_CALLS.openat, -100, path, 0);
  answers['new process'] = call(OTHER_CALLS.clone, 17, 0, 0, 0, 0);
  answers['new name space'] = call(OTHER_CALLS.clone, 0x10000 | 0x10000000, 0, 0, 0, 0);
  answers.clone3 = call(OTHER_CALLS.clone3, 0, 0);
  answers['signal to the parent by thread'] = call(OTHER_CALLS.tgkill, ppid, ppid, 0);
  answers['limits of the parent'] = call(OTHER_CALLS.prlimit64, ppid, 7, 0, 0);
  answers['datagram pair'] = call(OTHER_CALLS.socketpair, 1, 2, 0, path);
  answers['datagram pair with flags'] = call(OTHER_CALLS.socketpair, 1, 2 | 0x80000, 0, path);
  answers['message to an address'] = call(OTHER_CALLS.sendto, 1, path, 1, 0, path);
  answers['message to a high address'] = call(OTHER_CALLS.sendto, 1, path, 1, 0, 0x700000000);
  answers['signal owner'] = call(OTHER_CALLS.fcntl, 0, 8, ppid);
  answers['signal owner in upper bits'] = call(OTHER_CALLS.fcntl, 0, 0x100000008, ppid);
  answers['typing into the terminal'] = call(OTHER_CALLS.ioctl, 0, 0x5412, path);
  answers['event queue'] = call(OTHER_CALLS.io_uring_enter, 4, 1, 0, 0, 0);
  answers['unknown call'] = native.call(463, 0, 0, 0, 0);
  answers['call of the future'] = native.call(600, 0, 0, 0, 0);
  answers['x32 call'] = architecture === 'x64' ? native.call(0x40000000 | 2, path, 0) : -38;
  answers['allowed: own limits'] = call(OTHER_CALLS.prlimit64, 0, 7, 0, 0);
  answers['allowed: own thread'] = call(OTHER_CALLS.tgkill, pid, pid, 0);
  answers['allowed: getpid'] = call(OTHER_CALLS.getpid) === pid ? 0 : -1;
}
send?.({ report, answers });
