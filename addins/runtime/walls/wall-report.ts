/** One row of what the domain tells the host about its walls; `detail` is a sentence for people. */
export interface WallReport {
  name: 'language' | 'os' | 'self-test';
  state: 'up' | 'partial' | 'unavailable';
  detail: string;
}
