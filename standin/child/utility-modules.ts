import { registerHooks } from 'node:module';

const utilityModule = new URL('./electron-module.ts', import.meta.url).href;

/** Makes `electron` name the little that Electron offers in a utility process. */
export function registerUtilityModules(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' || specifier === 'electron/utility'
        ? { url: utilityModule, shortCircuit: true, format: 'module-typescript' }
        : next(specifier, context),
  });
}
