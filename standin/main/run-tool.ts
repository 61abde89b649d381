import { spawn } from 'node:child_process';

/** Runs a desktop tool to its end; `input` goes to its standard input. @throws {Error} when it is missing or fails. */
export async function runTool(command: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const tool = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    let output = '';
    tool.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    tool.stdin.on('error', () => undefined).end(input);
    tool.once('error', () => reject(new Error(`${command} is not installed`)));
    tool.once('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ended with code ${code}`)),
    );
  });
}
