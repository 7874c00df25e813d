import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from '@jest/globals';
import { stixBundle } from '../../domain/export/stix.ts';
import { TLPS } from '../../domain/export/tlp.ts';
import { exportedFinding, exportedSuspicion } from '../support/exported.ts';

/** The validator of OASIS, of Python's registry, reads the bundles that breaches are exported as. */

const VERSION = '3.3.2';
const HOME = fileURLToPath(new URL(`../../.tocsin/stix2-validator-${VERSION}`, import.meta.url));
const PROGRAM = `${HOME}/bin/stix2_validator`;
const TIMEOUT_MS = 5 * 60_000;

beforeAll(() => {
  if (existsSync(PROGRAM)) return;
  execFileSync('python3', ['-m', 'venv', HOME]);
  execFileSync(`${HOME}/bin/pip`, ['install', '--quiet', `stix2-validator==${VERSION}`]);
}, TIMEOUT_MS);

it(
  'every bundle is valid, whatever is known and however it may be passed on',
  () => {
    const dir = mkdtempSync(join(tmpdir(), 'tocsin-stix-'));
    const findings = [exportedFinding(), exportedFinding({ findingId: 'f2', title: '', detail: null, count: 0 })];
    const bundles = [
      ...TLPS.map((tlp) => stixBundle(exportedSuspicion({ findings, moreFindings: 7 }), tlp)),
      stixBundle(exportedSuspicion({ findings: [], systems: [] }), 'amber'),
    ];
    const files = bundles.map((bundle, n) => {
      const file = join(dir, `${n}.json`);
      writeFileSync(file, JSON.stringify(bundle));
      return file;
    });
    // It ends with an error where one is not valid.
    const said = execFileSync(PROGRAM, ['--version', '2.1', ...files], { encoding: 'utf8' });
    expect(said.match(/STIX JSON: Valid/g)).toHaveLength(files.length);
  },
  TIMEOUT_MS,
);
