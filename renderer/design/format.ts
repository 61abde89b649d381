/** Numbers and times as people read them, in the language of the system. */
const KIB = 1024;
const MIB = KIB * 1024;
const GIB = MIB * 1024;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const timeWithSeconds = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const tenths = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });

/** 4 096 -> "4 kB", 41 943 040 -> "40 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < KIB) return `${whole.format(bytes)} B`;
  if (bytes < MIB) return `${whole.format(bytes / KIB)} kB`;
  if (bytes < GIB) return `${whole.format(bytes / MIB)} MB`;
  return `${(bytes / GIB).toFixed(1)} GB`;
}

export function formatPercent(percent: number): string {
  return `${whole.format(percent)} %`;
}

export function formatCount(count: number): string {
  return whole.format(count);
}

/** Milliseconds as "80 µs", "1.2 ms", "34 ms", "2.1 s", "3 min". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return `${whole.format(milliseconds * 1_000)} µs`;
  if (milliseconds < 10) return `${tenths.format(milliseconds)} ms`;
  if (milliseconds < SECOND) return `${whole.format(milliseconds)} ms`;
  if (milliseconds < MINUTE) return `${tenths.format(milliseconds / SECOND)} s`;
  return `${whole.format(milliseconds / MINUTE)} min`;
}

/** "just now", "6 min ago", "yesterday", "3 Mar 2026". */
export function formatAgo(at: number, now: number): string {
  const age = now - at;
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 2 * DAY) return 'yesterday';
  if (age < WEEK) return `${Math.floor(age / DAY)} days ago`;
  return formatDate(at);
}

export function formatDate(at: number): string {
  return date.format(at);
}

export function formatTimeWithSeconds(at: number): string {
  return timeWithSeconds.format(at);
}

/** "1 frame", "3 frames". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
