/** Timers of the compartment, taken once, before an add-in could replace them. */
const { setTimeout: setTimer, clearTimeout: clearTimer, queueMicrotask: microtask } = globalThis;
const clock = performance;

export const startTimer = (task: () => void, milliseconds?: number): number => Number(setTimer(task, milliseconds));
export const stopTimer = (timer: number): void => clearTimer(timer);

/** Runs `task` at the end of this turn. */
export const soon = (task: () => void): void => microtask(task);

/** Milliseconds, coarse on purpose. */
export const now = (): number => clock.now();
