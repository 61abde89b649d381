import { createTools } from './tools.mjs';

const factDeadlineMs = 45_000;

/** One line for each fact: `FACT {"name","error","ms"}`; no error means that it holds. */
export async function runFacts(facts) {
  for (const [name, fact] of Object.entries(facts)) {
    const start = performance.now();
    const tools = createTools();
    const error = await within(factDeadlineMs, async () => fact(tools)).then(
      () => null,
      (reason) => (reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
    );
    await tools.cleanUp();
    process.stdout.write(`FACT ${JSON.stringify({ name, error, ms: Math.round(performance.now() - start) })}\n`);
  }
}

async function within(milliseconds, run) {
  let timer;
  const deadline = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([run(), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
