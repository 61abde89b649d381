/** The limits on contracts, which come out of hostile packages, and on values that follow them. Each has its reason. */

/** Bytes of one contract file: it is read whole before anything is checked. */
export const CONTRACT_BYTES = 256 * 1024;
/** Operations of one contract; numbers on the wire stay below it too. */
export const CONTRACT_MEMBERS = 256;
/** Records, enums and unions, of each kind: every one is compiled once. */
export const CONTRACT_TYPES = 128;
/** Fields of one record. */
export const RECORD_FIELDS = 64;
/** Values of one enum, cases of one union. */
export const ENUM_VALUES = 256;
/** Nesting of one type expression, such as a list of lists: far above what anybody reads. */
export const TYPE_DEPTH = 8;

/** Values in one call, all levels together: a flat list of numbers may be long, a flood may not. */
export const CALL_SLOTS = 100_000;
/** Records inside records inside one call; deeper values are built to exhaust a stack. */
export const RECORD_DEPTH = 32;
/** Values that a newer peer may add to one record and that are kept for the way back. */
export const EXTRA_SLOTS = 256;
/** Characters of one text where the contract says nothing else. */
export const TEXT_LENGTH = 1_000_000;
/** Bytes of one value: larger things are streams. */
export const BYTES_LENGTH = 16 * 1024 * 1024;
/** Characters of a key of a map: keys are names, not content. */
export const KEY_LENGTH = 512;

/** Adapters in one chain: each costs a call, and more of them hide a missing direct one. */
export const ADAPTER_HOPS = 4;

/** Contracts that one package may describe: what it offers and uses, in the versions that its adapters know. */
export const CONTRACT_FILES = 40;
/** Bytes of all of them together: each start of the add-in reads them. */
export const CONTRACT_FILES_BYTES = 1024 * 1024;
