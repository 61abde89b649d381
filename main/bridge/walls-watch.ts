import type { WallSummary } from '../../preload/bridge.ts';
import type { Domain } from '../domains/domain.ts';

const NAMES: Readonly<Record<string, string>> = {
  language: 'Language wall',
  os: 'System wall',
  'self-test': 'Self-test',
};

/** What domains report of their walls. The last report stays when its process has ended. */
export class WallsWatch {
  readonly #domains: () => readonly Domain[];
  #last: WallSummary[] = [];

  constructor(domains: () => readonly Domain[]) {
    this.#domains = domains;
  }

  get current(): WallSummary[] {
    this.changed();
    return this.#last;
  }

  /** False once a domain has reported that the system's wall does not stand whole; before the first report, by platform. */
  get hasSystemWall(): boolean {
    const wall = this.current.find(({ name }) => name === NAMES['os']);
    return wall ? wall.state === 'up' : process.platform === 'linux';
  }

  /** In the words of the install sheet. A wall that is not known to stand is not promised. */
  get heldBy(): string[] {
    const always = ['language wall', 'own process', 'broker'];
    if (!this.hasSystemWall) return always;
    return [...always, this.#last.length > 0 ? 'OS wall' : 'OS wall (tested before the add-in runs)'];
  }

  /** The walls, when they are not what they were at the last look. */
  changed(): WallSummary[] | undefined {
    const reports = this.#domains().flatMap((domain) => domain.generations.flatMap(({ hello }) => hello ?? []));
    const youngest = reports.at(-1)?.walls;
    if (!youngest) return undefined;
    const walls = youngest.map((wall) => ({ ...wall, name: NAMES[wall.name] ?? wall.name }));
    if (JSON.stringify(walls) === JSON.stringify(this.#last)) return undefined;
    this.#last = walls;
    return walls;
  }
}
