import { closeClass } from './unsupported.ts';

/** app.commandLine: switches for Chromium, in effect when set before it starts. */
export class CommandLine {
  readonly #switches = new Map<string, string>();
  readonly #arguments: string[] = [];

  /** Not Electron's: what the application was started with. */
  load(switches: readonly string[]): void {
    for (const item of switches) {
      const [name = '', value = ''] = item.replace(/^--/, '').split(/=(.*)/s);
      this.appendSwitch(name, value);
    }
  }

  appendSwitch(name: string, value = ''): void {
    this.#switches.set(name.toLowerCase(), value);
  }

  appendArgument(value: string): void {
    this.#arguments.push(value);
  }

  hasSwitch(name: string): boolean {
    return this.#switches.has(name);
  }

  getSwitchValue(name: string): string {
    return this.#switches.get(name) ?? '';
  }

  removeSwitch(name: string): void {
    this.#switches.delete(name);
  }

  /** Not Electron's. */
  forChromium(): string[] {
    const switches = [...this.#switches].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
    return [...switches, ...this.#arguments];
  }
}

closeClass(CommandLine);
