import { registerHooks } from 'node:module';

/** Makes `electron` name the little that Electron offers in a utility process. */
export function registerUtilityModules(electronModule: string): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'electron' || specifier === 'electron/utility'
        ? { url: electronModule, shortCircuit: true, format: 'module-typescript' }
        : next(specifier, context),
  });
}
