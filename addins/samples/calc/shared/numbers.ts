/** The numbers in what a person typed, and the first part that is none. */
export function readNumbers(text: string): { numbers: number[]; wrong: string | undefined } {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const wrong = parts.find((part) => !Number.isFinite(Number(part)));
  return { numbers: parts.map(Number).filter(Number.isFinite), wrong };
}
