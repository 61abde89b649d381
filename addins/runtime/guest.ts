import { BulkheadError, toBulkheadError } from '../protocol/errors.ts';
import type { GuestBridge, GuestRuntime, SdkScript } from '../sdk/guest-runtime.ts';

/** The compartment, as far as loading a script needs it. */
export interface ScriptCompartment {
  evaluate(source: string, name: string): unknown;
  readonly globalThis: object;
}

export interface GuestParts {
  compartment: ScriptCompartment;
  sdkSource: string;
  harden<Value>(value: Value): Value;
}

/** The SDK and one add-in inside the compartment. Nothing of the add-in runs before `load`. */
export class Guest {
  readonly #parts: GuestParts;
  readonly #sdk: SdkScript;
  readonly runtime: GuestRuntime;

  constructor(parts: GuestParts, bridge: GuestBridge) {
    this.#parts = parts;
    parts.compartment.evaluate(parts.sdkSource, 'bulkhead-sdk.js');
    this.#sdk = (parts.compartment.globalThis as { __bulkheadSdk: SdkScript }).__bulkheadSdk;
    this.runtime = this.#sdk.start(bridge);
  }

  /** Evaluates the verified text of a package's script. Throws E_START_FAILED with the add-in's own message. */
  load(source: string, options: { name: string; stateVersion: number }): void {
    try {
      const wrapped = `(function (require, module, exports) {${source}\n})`;
      const script = this.#parts.compartment.evaluate(wrapped, options.name) as (
        require: (id: string) => unknown,
        module: { exports: unknown },
        exports: unknown,
      ) => void;
      const module: { exports: unknown } = { exports: {} };
      const require = this.#parts.harden((id: string) => this.#require(id));
      script(require, module, module.exports);
      this.runtime.load(module.exports, { stateVersion: options.stateVersion });
    } catch (thrown) {
      throw new BulkheadError('E_START_FAILED', { message: toBulkheadError(thrown).message, cause: thrown });
    }
  }

  #require(id: string): unknown {
    const modules: Readonly<Record<string, unknown>> = this.#sdk.modules;
    if (!Object.hasOwn(modules, id)) {
      throw new BulkheadError('E_NO_MEMBER', { message: `There is no module "${id}" for add-ins.` });
    }
    return modules[id];
  }
}
