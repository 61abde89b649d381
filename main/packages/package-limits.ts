/** What a package may be. Each number has its reason beside it. */

/** Files in one package: above it the list on the install sheet means nothing, and a disk fills with tiny files. */
export const PACKAGE_FILES = 2_000;
/** Bytes of all files together: a package is held in memory while it is checked. */
export const PACKAGE_BYTES = 50 * 1024 * 1024;
/** Bytes of the archive itself: everything stored without compression, plus two headers for each entry. */
export const ARCHIVE_BYTES = PACKAGE_BYTES + PACKAGE_FILES * 1024;
/** Unpacked over packed size: text reaches 10, a bomb 1000. */
export const COMPRESSION_RATIO = 100;
/** Bytes below which the ratio says nothing: a small file of blanks is no bomb. */
export const RATIO_FLOOR = 64 * 1024;
/** Characters of one path: Windows stops at 260 together with the folder. */
export const PATH_CHARACTERS = 240;
/** Folders in folders. */
export const PATH_DEPTH = 16;
/** Bytes of the script: it is parsed in one go, about 300 ms for each megabyte. */
export const SCRIPT_BYTES = 4 * 1024 * 1024;
/** Nesting of the JSON documents in a package. */
export const JSON_DEPTH = 32;
/** Bytes of integrity.json: one line for each file. */
export const INTEGRITY_BYTES = PACKAGE_FILES * (PATH_CHARACTERS * 3 + 80);
/** Bytes of signature.json: two short texts. */
export const SIGNATURE_BYTES = 4 * 1024;
