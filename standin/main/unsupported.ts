/** Names that engines, loggers and test tools look up on any object. */
const probedByTools = new Set([
  'then',
  'toJSON',
  'inspect',
  'domain',
  'dock',
  'nodeType',
  '_isMockFunction',
  'asymmetricMatch',
  'default',
]);

/** Stands at the end of a prototype chain: what Electron may have and the stand-in has not is an error, not undefined. */
export function refuseUnknownMembers(owner: string, base: object): object {
  return new Proxy(base, {
    get: (target, name, receiver) => {
      if (typeof name === 'symbol' || name in target || probedByTools.has(name))
        return Reflect.get(target, name, receiver);
      throw unsupported(`${owner}.${name}`);
    },
  });
}

/** For a module object that is no class. */
export function closedModule<T extends object>(owner: string, members: T): T {
  Object.setPrototypeOf(members, refuseUnknownMembers(owner, Object.prototype));
  return members;
}

/** For classes: seals the chain above `Class.prototype`. */
export function closeClass(Class: { readonly name: string; readonly prototype: object }): void {
  Object.setPrototypeOf(Class.prototype, refuseUnknownMembers(Class.name, Object.getPrototypeOf(Class.prototype)));
}

export function unsupported(member: string): Error {
  return new Error(`${member} is not supported by the stand-in for Electron.`);
}
