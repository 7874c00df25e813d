import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Playbook } from '../domain/playbooks/playbook.ts';
import { inEnglish, readPolicyYamlAs } from './yaml-file.ts';

/**
 * Reads the playbooks of a policy folder (`playbooks/*.yaml`), in order of their names; none where there is no such
 * folder. Throws `bad-input` that names file, line and field.
 */
export function loadPlaybooks(policyDir: string): Playbook[] {
  const folder = join(policyDir, 'playbooks');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) =>
      readPolicyYamlAs(
        join(folder, name),
        Playbook,
        ({ id }, report) => {
          if (`${id}.yaml` !== name) report(['id'], `must be the file's name, '${name.slice(0, -5)}'`);
        },
        inEnglish,
      ),
    );
}
