import type { Candidate, WindowLink } from '../window-link.ts';

/** A window that does what it is told, and remembers the order. */
export class TestWindow implements WindowLink {
  readonly seen: string[] = [];
  readonly ports: unknown[] = [];
  onFreeze: () => Promise<void> = () => Promise.resolve();
  onDraw: () => Promise<void> = () => Promise.resolve();

  attach(port: unknown, { number }: { number: number }): void {
    this.ports.push(port);
    this.seen.push(`attach ${number}`);
  }

  freeze(_addinId: string, number: number): Promise<void> {
    this.seen.push(`freeze ${number}`);
    return this.onFreeze();
  }

  introduce({ number, createPort }: Candidate): void {
    this.ports.push(createPort());
    this.seen.push(`introduce ${number}`);
  }

  draw({ number }: Candidate): Promise<void> {
    this.seen.push(`draw ${number}`);
    return this.onDraw();
  }

  commit(_addinId: string, number: number): void {
    this.seen.push(`commit ${number}`);
  }

  abandon(_addinId: string, number: number): void {
    this.seen.push(`abandon ${number}`);
  }

  frameCount(): number {
    return 2;
  }
}
