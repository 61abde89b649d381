import assert from 'node:assert/strict';
import path from 'node:path';
import * as electron from 'electron';
import { early } from './early.mjs';
import { seenRequests } from './serve-pages.mjs';

const { BrowserWindow, MessageChannelMain, utilityProcess } = electron;
const folder = import.meta.dirname;
const eventDeadlineMs = 20_000;

/** What a fact works with; everything it opened is closed after it. */
export function createTools() {
  const children = [];
  const windows = [];

  /** A utility process that evaluates what it is asked; see children/worker.mjs. */
  const fork = (script = 'worker.mjs', options = {}, args = []) => {
    const child = utilityProcess.fork(path.join(folder, 'children', script), args, { stdio: 'ignore', ...options });
    children.push(child);
    let nextId = 1;
    child.ask = async (code, ports = []) => {
      const id = nextId++;
      const answered = until(child, 'message', (message) => message?.id === id);
      child.postMessage({ id, code }, ports);
      const [{ value, error }] = await answered;
      if (error !== undefined) throw new Error(error);
      return value;
    };
    return child;
  };

  /** A window on a page of the served scheme, with the preload, loaded. */
  const open = async ({ url = 'proof://app/page.html', ...options } = {}) => {
    const window = new BrowserWindow({
      width: 640,
      height: 480,
      ...options,
      webPreferences: { preload: path.join(folder, 'preload.cjs'), ...options.webPreferences },
    });
    windows.push(window);
    if (url !== null) await window.loadURL(url);
    window.run = (code) => window.webContents.executeJavaScript(code);
    return window;
  };

  const cleanUp = async () => {
    for (const window of windows) if (!window.isDestroyed()) window.destroy();
    await Promise.all(children.map(end));
  };

  return {
    assert,
    early,
    seenRequests,
    electron,
    fork,
    open,
    once,
    until,
    sleep,
    collect,
    eventually,
    folder,
    cleanUp,
    channel: () => new MessageChannelMain(),
  };
}

export async function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The arguments of the next such event. */
export async function once(emitter, name) {
  return until(emitter, name, () => true);
}

export async function until(emitter, name, accepts) {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error(`no '${name}' within ${eventDeadlineMs} ms`)), eventDeadlineMs);
    const listener = (...args) => {
      if (!accepts(...args)) return;
      clearTimeout(deadline);
      emitter.off(name, listener);
      resolve(args);
    };
    emitter.on(name, listener);
  });
}

/** The data of the next messages of a started port. */
export async function collect(port, count) {
  const received = [];
  await until(port, 'message', ({ data }) => received.push(data) === count);
  return received;
}

/** Asks again until the answer is as wanted; for effects that no event announces. */
export async function eventually(ask, accepts = Boolean) {
  const end = Date.now() + eventDeadlineMs;
  for (;;) {
    const answer = await ask();
    if (accepts(answer)) return answer;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(answer)} after ${eventDeadlineMs} ms`);
    await sleep(20);
  }
}

async function end(child) {
  if (child.pid === undefined) return;
  const gone = once(child, 'exit');
  process.kill(child.pid, 'SIGKILL');
  await gone;
}
