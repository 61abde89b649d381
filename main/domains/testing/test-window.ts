import type { WindowLink } from '../window-link.ts';

/** A window that does what it is told, and remembers the order. */
export class TestWindow implements WindowLink {
  readonly seen: string[] = [];
  readonly ports: unknown[] = [];
  onFreeze: () => Promise<void> = () => Promise.resolve();
  onOffer: () => Promise<void> = () => Promise.resolve();

  attach(port: unknown, { number }: { number: number }): void {
    this.ports.push(port);
    this.seen.push(`attach ${number}`);
  }

  freeze(_addinId: string, number: number): Promise<void> {
    this.seen.push(`freeze ${number}`);
    return this.onFreeze();
  }

  offer(port: unknown, { number }: { number: number }): Promise<void> {
    this.ports.push(port);
    this.seen.push(`offer ${number}`);
    return this.onOffer();
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
