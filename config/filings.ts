import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FilingTemplate } from '../domain/filing/template.ts';
import { readYamlAs } from './yaml-file.ts';

/**
 * Reads the filing templates of a policy folder (`filings/*.yaml`), in order of their names. Throws `bad-input` that
 * names file, line and field; also where two templates are for the same obligation.
 */
export function loadFilings(policyDir: string): FilingTemplate[] {
  const folder = join(policyDir, 'filings');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const of = new Map<string, string>();
  return names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) =>
      readYamlAs(join(folder, name), FilingTemplate, (template, report) => {
        if (`${template.id}.yaml` !== name) report(['id'], `must be the file's name, '${name.slice(0, -5)}'`);
        for (const [index, obligation] of template.obligations.entries()) {
          const other = of.get(obligation);
          if (other !== undefined) report(['obligations', index], `'${obligation}' is filed with ${other} already`);
          of.set(obligation, name);
        }
      }),
    );
}
