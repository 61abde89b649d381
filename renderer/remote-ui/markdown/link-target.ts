/** Characters of a target: longer ones are no addresses that a person could read. */
export const TARGET_CHARACTERS = 2_000;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const ALLOWED_SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'mailto']);

/**
 * True for what a link may name. A target is only a word that goes back to the add-in when the link is pressed; the
 * window never loads it. A scheme that runs something is refused all the same, so that nobody passes it on unseen.
 */
export function isLinkTarget(target: string): boolean {
  if (target.length === 0 || target.length > TARGET_CHARACTERS || hasUnseenCharacters(target)) return false;
  const scheme = SCHEME.exec(target)?.[1];
  return scheme === undefined || ALLOWED_SCHEMES.has(scheme.toLowerCase());
}

/** Spaces and control characters: they hide a scheme from whoever looks for it. */
function hasUnseenCharacters(target: string): boolean {
  for (const character of target) {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 0x20 || (code >= 0x7f && code <= 0xa0) || (code >= 0x200b && code <= 0x206f)) return true;
  }
  return false;
}
