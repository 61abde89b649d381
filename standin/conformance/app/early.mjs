import { app, BrowserWindow, utilityProcess } from 'electron';

const errorOf = (run) => {
  try {
    run();
    return null;
  } catch (error) {
    return error;
  }
};

/** What can only be seen before the app is ready. */
export const early = {
  isReady: undefined,
  forkError: undefined,
  windowError: undefined,
  record() {
    early.isReady = app.isReady();
    early.forkError = errorOf(() => utilityProcess.fork('/nowhere.js'));
    early.windowError = errorOf(() => new BrowserWindow({ show: false }));
  },
};
