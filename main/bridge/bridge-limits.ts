/** Bytes of one dropped file: the package gate allows 50 MB unpacked, a packed file is never larger. */
export const BULK_UPLOAD_BYTES = 50 * 1024 * 1024;
/** Files of one dropped folder: what the package gate allows. */
export const BULK_UPLOAD_FILES = 2_000;
/** Characters of a report that is saved: thousands of calls and the dumps of large views. */
export const REPORT_CHARACTERS = 16 * 1024 * 1024;
