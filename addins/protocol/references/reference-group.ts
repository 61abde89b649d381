/** Whoever holds references for a group. */
export interface GroupMember {
  releaseGroup(group: ReferenceGroup): void;
}

/** References that are given back together: those of one open grid, one view, one piece of work. May span ports. */
export class ReferenceGroup {
  /** For people who look who holds what. */
  readonly name: string;
  readonly #members = new Set<GroupMember>();
  #released = false;

  constructor(name: string) {
    this.name = name;
  }

  /** What is received for a group that has ended goes back at once. */
  join(member: GroupMember): void {
    if (this.#released) member.releaseGroup(this);
    else this.#members.add(member);
  }

  /** Idempotent. */
  release(): void {
    this.#released = true;
    for (const member of this.#members) member.releaseGroup(this);
    this.#members.clear();
  }
}
