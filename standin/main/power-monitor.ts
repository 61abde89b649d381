import { EventEmitter } from 'node:events';
import { closeClass } from './unsupported.ts';

/** Nothing tells the stand-in of the machine's sleep: listeners are kept and never called. */
class PowerMonitor extends EventEmitter {
  isOnBatteryPower(): boolean {
    return false;
  }
}

closeClass(PowerMonitor);

export const powerMonitor = new PowerMonitor();
