import { buildIfChanged } from '../tools/build.ts';
import { packSamples } from './driver/packages.ts';

/** Runs once before the first test: the application is built, every add-in that a test drops is packed. */
export default async function prepare(): Promise<void> {
  await buildIfChanged({ quiet: true });
  await packSamples();
}
