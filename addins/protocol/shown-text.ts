import { z } from 'zod';

// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose
const UNSAFE_TEXT = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

/** Text a person reads: one line, no control, direction or zero-width characters, at most so many others. */
export function shownText(length: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(length)
    .refine((value) => !UNSAFE_TEXT.test(value), 'holds characters that cannot be shown');
}
