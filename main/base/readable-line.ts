/** Control, direction, zero-width and line-break characters: they make text look like something it is not. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** One line of somebody else's text that can be shown beside the host's own: nothing invisible, nothing longer than `length`. */
export function readableLine(text: string, length: number): string {
  const line = text.toWellFormed().replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join('')}…`;
}
