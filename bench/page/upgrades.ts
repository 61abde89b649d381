import type { AddinLink } from '../../renderer/remote-ui/addin-link.ts';
import type { WindowModel } from '../../renderer/window-model.ts';
import { answerTo } from '../addin/src/rows.ts';
import { afterPaint } from './after-paint.ts';
import { BENCH_ADDIN } from './shared-names.ts';

/** What calls from the window saw while something happened. */
export interface Probed {
  /** Calls made. */
  sent: number;
  /** Calls without an answer, with an error or with a wrong answer. */
  lost: number;
  /** Milliseconds of the usual call and of the longest one. */
  usual: number;
  longest: number;
}

export interface UpgradeRound {
  quiet: Probed;
  upgrade: Probed;
  /** Milliseconds from the agreement until the host said that the new version is in. */
  duration: number;
  /** Keyed rows before, and those of them whose DOM nodes are still the same ones after. */
  rows: number;
  adopted: number;
}

export interface Upgrades {
  /** Takes a package in while calls go on, and the same number of calls before it while nothing happens. */
  round(upload: { fileName: string; base64: string; calls: number }): Promise<UpgradeRound>;
}

export function createUpgrades(model: WindowModel<AddinLink>): Upgrades {
  const link = () => model.links.linkFor(BENCH_ADDIN);
  return {
    async round({ fileName, base64, calls }) {
      const { bridge } = model.host;
      const staged = await bridge.stagePackage({ fileName, bytes: Uint8Array.fromBase64(base64), files: null });
      if (!staged.ok) throw new Error(staged.problem.message);
      const quiet = await probe(link(), { calls, during: Promise.resolve() });
      const before = keyedRows();
      const edition = heading();
      const started = performance.now();
      let duration = 0;
      const installed = bridge.installStaged(staged.staged.stageId).then(() => {
        duration = performance.now() - started;
      });
      const upgrade = await probe(link(), { calls, during: installed });
      await installed;
      await afterPaint();
      if (heading() === edition) throw new Error(`After the upgrade the frame still shows "${edition}".`);
      const after = keyedRows();
      const adopted = [...before].filter(([key, element]) => after.get(key) === element).length;
      return { quiet, upgrade, duration, rows: before.size, adopted };
    },
  };
}

/** Calls made together in one turn, and the milliseconds between two turns: about one call in a millisecond. */
const BURST = 5;
const PAUSE = 5;

interface ProbeOptions {
  /** At least so many calls. */
  calls: number;
  /** Goes on until this has resolved, and for the rest of the calls. */
  during: Promise<unknown>;
}

async function probe(link: AddinLink, { calls, during }: ProbeOptions): Promise<Probed> {
  const waits: number[] = [];
  const answers: Promise<boolean>[] = [];
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  during.then(end, end);
  while (!isOver || answers.length < calls) {
    for (let count = 0; count < BURST; count++) answers.push(ask(link, answers.length, waits));
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  const outcomes = await Promise.all(answers);
  waits.sort((left, right) => left - right);
  return {
    sent: outcomes.length,
    lost: outcomes.filter((isRight) => !isRight).length,
    usual: waits[Math.floor(waits.length / 2)] ?? 0,
    longest: waits.at(-1) ?? 0,
  };
}

async function ask(link: AddinLink, question: number, waits: number[]): Promise<boolean> {
  const started = performance.now();
  try {
    return (await link.call('answer', [question])) === answerTo(question);
  } catch {
    return false;
  } finally {
    waits.push(performance.now() - started);
  }
}

/** Each of the two editions says in its heading which one it is. */
function heading(): string | undefined {
  return document.querySelector('.rv-heading')?.textContent;
}

/** The rows of the keyed view by what they say, which is their key. */
function keyedRows(): Map<string, Element> {
  const rows = [...document.querySelectorAll('.rv-scroll > .rv-row')];
  return new Map(rows.map((row) => [row.firstElementChild?.textContent ?? '', row]));
}
