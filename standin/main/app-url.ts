/**
 * Chromium knows no schemes of ours, so `app://host/path` is served as `http://host.app.localhost/path`: names under
 * localhost count as secure, stay on this machine and keep one origin per host. Only the stand-in sees those addresses.
 */
const schemes = new Set<string>();
const suffix = '.localhost';

/** @throws {Error} for a scheme that cannot be part of a host name. */
export function registerScheme(scheme: string): void {
  if (!/^[a-z][a-z0-9-]*$/.test(scheme))
    throw new Error(`The stand-in cannot serve the scheme ${scheme}: use letters, digits and -.`);
  schemes.add(scheme);
}

export function registeredSchemes(): readonly string[] {
  return [...schemes];
}

/** Addresses of other schemes stay as they are. */
export function toEngineUrl(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (!schemes.has(scheme.toLowerCase())) return url;
  return `http://${host.toLowerCase()}.${scheme.toLowerCase()}${suffix}${rest.startsWith('/') ? rest : `/${rest}`}`;
}

export function toAppUrl(url: string): string {
  const [, host = '', scheme = '', rest = ''] =
    /^http:\/\/([^/?#]+)\.([a-z0-9-]+)\.localhost(?=[/?#]|$)(.*)$/is.exec(url) ?? [];
  return schemes.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

export function schemeOf(appUrl: string): string {
  return /^([a-z][a-z0-9+.-]*):/i.exec(appUrl)?.[1]?.toLowerCase() ?? '';
}

/** The origin as Electron reports it: for a registered scheme `scheme://host`, "null" where it is opaque. */
export function originOf(appUrl: string): string {
  const scheme = schemeOf(appUrl);
  if (!schemes.has(scheme)) return URL.canParse(appUrl) ? new URL(appUrl).origin : 'null';
  return /^[^/]+:\/\/[^/?#]*/.exec(appUrl)?.[0] ?? 'null';
}
