import { registeredSchemes, toEngineUrl } from './app-url.ts';

/**
 * A content security policy of the application, in terms of the addresses under which the engine sees its schemes, and
 * with the one addition that the stand-in's own channel to the document needs.
 */
export function translatePolicy(policy: string, endpoint: string): string {
  return policy
    .split(',')
    .map((single) => translateSingle(single, endpoint))
    .join(',');
}

/** Policies that the document carries in itself, as <meta> elements. */
export function translateDocument(html: string, endpoint: string): string {
  return html.replace(/<meta\b[^>]*http-equiv\s*=\s*["']?content-security-policy\b[^>]*>/gi, (element) =>
    element.replace(/(content\s*=\s*)("[^"]*"|'[^']*')/i, (_match, name: string, quoted: string) => {
      const quote = quoted.slice(0, 1);
      return `${name}${quote}${translatePolicy(quoted.slice(1, -1), endpoint)}${quote}`;
    }),
  );
}

function translateSingle(policy: string, endpoint: string): string {
  const directives = new Map<string, string[]>();
  for (const text of policy.split(';')) {
    const [name, ...sources] = text.trim().split(/\s+/);
    if (name && !directives.has(name.toLowerCase()))
      directives.set(name.toLowerCase(), sources.flatMap(translateSource));
  }
  const connect = directives.get('connect-src') ?? directives.get('default-src');
  if (connect !== undefined)
    directives.set('connect-src', [...connect.filter((source) => source !== "'none'"), endpoint]);
  return [...directives].map(([name, sources]) => [name, ...sources].join(' ')).join('; ');
}

function translateSource(source: string): string[] {
  const scheme = registeredSchemes().find((item) => source.toLowerCase().startsWith(`${item}:`));
  if (scheme === undefined) return [source];
  const isWholeScheme = source.length === scheme.length + 1;
  if (isWholeScheme) return [`http://*.${scheme}.localhost`];
  const isOrigin = !/:\/\/[^/]*\//.test(source);
  const url = toEngineUrl(source);
  return [isOrigin ? url.replace(/\/$/, '') : url];
}
