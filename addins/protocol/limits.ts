/** The limits on what a peer may send. Each number has its reason beside it. */

/** Protocol versions this build speaks: [oldest, newest]. */
export const PROTOCOL_RANGE = [1, 1] as const;

/** Fields in one frame, all items together: the longest single item has half of them; more is a flood. */
export const FRAME_FIELDS = 200_000;
/** Items in one frame. Each may be work: of the dearest kind these take some 30 ms, which nobody sees. */
export const FRAME_ITEMS = 30_000;
/** Nesting of plain data: deeper values are built to exhaust a stack. */
export const VALUE_DEPTH = 32;
/** Entries in one plain value (all levels together); text weighs in by its length, see plain-data.ts: about 3 MB. */
export const VALUE_ITEMS = 100_000;
/** Characters of all texts of one plain value: what one message may carry without being bulk. */
export const VALUE_CHARACTERS = 3_200_000;
/** Keys of a property bag: wider records are documents. */
export const BAG_KEYS = 64;
/** Shapes of property bags that one direction of a port may name; what has another shape travels as a record. */
export const BAG_SHAPES = 256;
/** Arguments of one call. */
export const CALL_ARGUMENTS = 8;
/** Calls that one side may have waiting at the other. */
export const OPEN_CALLS = 1_024;
/** One-way calls of one side that may be at work at the other; further ones are dropped: nobody waits for them. */
export const ONE_WAY_CALLS = 4_096;
/** Calls in one batch: as many as may wait. */
export const BATCH_CALLS = 1_024;
/** Answers that the peer may have kept for calls that build on them. */
export const KEPT_ANSWERS = 256;
/** Calls that may wait for an earlier one to the same ordered member. */
export const ORDERED_CALLS = 1_000;
/** Calls in a chain of calls, each made while the one before is answered. */
export const CALL_DEPTH = 32;
/** Streams that one side may have open at the other. */
export const OPEN_STREAMS = 64;
/** Items of a stream under way: enough to keep a pipe full while an answer travels, and all the memory it can take. */
export const STREAM_CREDIT = 1_024;
/** Transfers of bytes that one side may have under way, and the bytes of all of them together. */
export const OPEN_TRANSFERS = 16;
export const TRANSFER_BYTES = 256 * 1024 * 1024;
/** Chunks under way without a word that they arrived: keeps the pipe full. */
export const CHUNK_CREDIT = 4;
/** Milliseconds after which a transfer that stands still is given up. */
export const TRANSFER_SILENCE = 10_000;
/** Features that a peer may name in its first words. */
export const HELLO_FEATURES = 64;
/** Raw bytes that travel whole, in the frame of their call: copying them holds up other frames for half a millisecond. */
export const WHOLE_BYTES = 1024 * 1024;
/** One chunk of more raw bytes: above 64 kB Chromium's pipes switch to shared memory, 256 kB amortises the switch. */
export const BULK_CHUNK_BYTES = 256 * 1024;

/** Milliseconds. A call that a person waits for. */
export const UI_CALL_DEADLINE = 5_000;
/** Milliseconds. Any other call. */
export const CALL_DEADLINE = 30_000;
/** Milliseconds. A call in which a person chooses something (dialog, prompt): people take their time. */
export const PERSON_DEADLINE = 10 * 60_000;
/** Strikes (frames that break the contract) after which the peer is cut off. */
export const STRIKES = 3;

/** UI: operations per frame. */
export const UI_OPS_PER_FRAME = 65_536;
/** UI: numbers of one frame: a view of 10,000 nodes is mounted with 50,000. */
export const UI_NUMBERS_PER_FRAME = 200_000;
/** UI: live nodes of one view. */
export const UI_NODES = 200_000;
/** UI: nodes that one frame may add: more of them are built in longer than a turn should take. */
export const UI_NODES_PER_FRAME = 50_000;
/** UI: depth of a view's tree. */
export const UI_DEPTH = 64;
/** UI: frames under way without an acknowledgement; two keep the pipe full without a queue. */
export const UI_CREDIT = 2;
/** Events under way to an add-in; a slow one gets merged events, never an unbounded queue. */
export const EVENTS_OUTSTANDING = 256;
/** State that one generation hands to the next, in characters of JSON. */
export const STATE_CHARACTERS = 1024 * 1024;

/** References that one end of a port may lend to the other: above it is a leak or a flood. */
export const REFERENCES = 10_000;
/** References on one port from which on somebody is told: half of what is possible, so that there is time to look. */
export const REFERENCES_WARNING = 5_000;
/** Looks in a row that each found more references than the look before: then it is a leak until shown otherwise. */
export const REFERENCE_GROWTH_LOOKS = 6;
/** Milliseconds between two such looks: a burst of work ends within six of them. */
export const REFERENCE_LOOK_INTERVAL = 30_000;
/** Below this many, growth is life and not a leak. */
export const REFERENCE_GROWTH_FLOOR = 100;
/** Milliseconds. The longest renewal that counts: who lives longer renews again, who has died does not. */
export const LEASE_RENEWAL = 60 * 60_000;
/** Sponsors of one lease. */
export const LEASE_SPONSORS = 64;
