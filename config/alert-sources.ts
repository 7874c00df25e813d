import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkSourceCases } from '../detection/own-sources/cases.ts';
import { compileSourceFile } from '../detection/own-sources/compile.ts';
import { SourceFile } from '../detection/own-sources/source-file.ts';
import { ALERT_SOURCES, type AlertSources, alertSources } from '../detection/registry.ts';
import type { AlertSource } from '../detection/source.ts';
import { FileMistakes, type Finding } from './text-file.ts';
import { type Report, readPolicyYamlAs } from './yaml-file.ts';

/** Files of `policy/detection/` that are of no source; a source of such a name could have no rules. */
export const NO_SOURCES: readonly string[] = ['common', 'lists', 'suppressions', 'relatives', 'correlations'];

export type LoadedSources = { sources: AlertSources; cases: number };

/**
 * The alert sources that come with Tocsin, and those of `<policyDir>/sources/`, one file each. Throws one `bad-input`
 * that names every mistake by file, line and field: also a golden case that comes out otherwise.
 */
export function loadAlertSources(policyDir: string): LoadedSources {
  const folder = join(policyDir, 'sources');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const findings: Finding[] = [];
  const own: AlertSource[] = [];
  let cases = 0;
  for (const name of names) {
    const file = join(folder, name);
    try {
      if (!name.endsWith('.yaml')) throw mistakeIn(file, 'only .yaml files belong here');
      const loaded = loadOne(file, basename(name, '.yaml'));
      own.push(loaded.source);
      cases += loaded.cases;
    } catch (error) {
      if (!(error instanceof FileMistakes)) throw error;
      findings.push(...error.findings);
    }
  }
  if (findings.length > 0) throw new FileMistakes(findings);
  return { sources: alertSources(own), cases };
}

function loadOne(file: string, name: string): { source: AlertSource; cases: number } {
  let source: AlertSource | null = null;
  const { cases } = readPolicyYamlAs(file, SourceFile, (read, report) => {
    const problems = countReports(report);
    if (read.name !== name) problems.report(['name'], `must be the file's name, '${name}'`);
    const taken = [...ALERT_SOURCES.map((each) => each.name), ...NO_SOURCES];
    if (taken.includes(read.name)) problems.report(['name'], `'${read.name}' comes with Tocsin; choose another name`);
    source = compileSourceFile(read, problems.report);
    if (problems.count() === 0) checkSourceCases(read, source, report);
  });
  if (source === null) throw new Error(`${file} was read, and is no source.`);
  return { source, cases: cases.length };
}

/** What does not compile is not tried on cases as well. */
export function countReports(to: Report): { report: Report; count: () => number } {
  let count = 0;
  const report: Report = (path, message) => {
    count += 1;
    to(path, message);
  };
  return { report, count: () => count };
}

function mistakeIn(file: string, message: string): FileMistakes {
  return new FileMistakes([{ file, line: 1, field: '', message }]);
}
