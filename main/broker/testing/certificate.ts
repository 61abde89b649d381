import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A key and a certificate that signs itself, made anew for every run so that none can expire. Needs `openssl`. */
export function createCertificate(hosts: readonly string[]): { key: string; cert: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'bulkhead-certificate-'));
  const file = (name: string) => path.join(folder, name);
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  try {
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'].concat(
        ['-subj', '/CN=bulkhead test', '-addext', `subjectAltName=${names}`],
        ['-keyout', file('key.pem'), '-out', file('cert.pem')],
      ),
      { stdio: 'pipe' },
    );
    return { key: readFileSync(file('key.pem'), 'utf8'), cert: readFileSync(file('cert.pem'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
