import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { WallsReport } from '../raise-walls.ts';
import type { Answer, Question } from './walled-child.ts';

type Ask<Asked extends Question['ask']> = Omit<Extract<Question, { ask: Asked }>, 'id' | 'ask'>;

/** A domain process for tests. `using` ends it. */
export class WalledProcess implements Disposable {
  readonly child: ChildProcess;
  readonly report: WallsReport;
  readonly descriptors: number;
  #lastId = 0;

  private constructor(child: ChildProcess, first: { report: WallsReport; descriptors: number }) {
    this.child = child;
    // Each question listens for its own answer.
    child.setMaxListeners(0);
    this.report = first.report;
    this.descriptors = first.descriptors;
  }

  static async start(...args: string[]): Promise<WalledProcess> {
    const file = fileURLToPath(new URL('./walled-child.ts', import.meta.url));
    const child = fork(file, args, {
      env: { SECRET: 'of the user' },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let errors = '';
    child.stderr?.on('data', (text) => {
      errors += text;
    });
    const first = await new Promise<{ report: WallsReport; descriptors: number }>((resolve, reject) => {
      child.once('message', resolve as (message: unknown) => void);
      child.once('exit', (code) => reject(new Error(`The child ended with ${code}: ${errors}`)));
    });
    return new WalledProcess(child, first);
  }

  /** The value, or throws an error with what was thrown over there. */
  ask<Asked extends Question['ask']>(ask: Asked, rest: Ask<Asked>): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const take = (message: Answer): void => {
        if (message.id !== id) return;
        this.child.off('message', take);
        if ('thrown' in message) reject(new Error(message.thrown));
        else resolve(message.value);
      };
      this.child.on('message', take);
      this.child.send({ id, ask, ...rest });
    });
  }

  evaluate(source: string): Promise<unknown> {
    return this.ask('evaluate', { source });
  }

  [Symbol.dispose](): void {
    this.child.kill('SIGKILL');
  }
}
