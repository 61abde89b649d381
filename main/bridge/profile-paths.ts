import path from 'node:path';

/** Where this installation keeps what it knows, below Electron's user data folder. */
export function profilePaths(userData: string) {
  const profile = path.join(userData, 'bulkhead');
  const file = (name: string): string => path.join(profile, name);
  return {
    profile,
    catalog: file('catalog.sqlite'),
    shadowCopies: file('packages'),
    states: file('states'),
    storage: file('storage.sqlite'),
    answers: file('policy.sqlite'),
    audit: file('audit.sqlite'),
    organisation: organisationFile(),
    lastGoodOrganisation: file('organisation.last-good.json'),
    frames: file('frames.json'),
    settings: file('settings.json'),
    log: file('bulkhead.log'),
  };
}

export type ProfilePaths = ReturnType<typeof profilePaths>;

/** Where only an administrator writes: a person cannot lift the organisation's rules by editing a file of their own. */
function organisationFile(): string {
  if (process.platform === 'win32') return path.join('C:\\ProgramData', 'Bulkhead', 'organisation.json');
  if (process.platform === 'darwin') return '/Library/Application Support/Bulkhead/organisation.json';
  return '/etc/bulkhead/organisation.json';
}
