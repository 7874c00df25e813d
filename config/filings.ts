import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isForAll } from '../domain/filing/forms.ts';
import { FilingTemplate } from '../domain/filing/template.ts';
import { inEnglish, readPolicyYamlAs } from './yaml-file.ts';

/**
 * Reads the filing templates of a policy folder (`filings/*.yaml`), in order of their names. Throws `bad-input` that
 * names file, line and field; also where two templates of one obligation are not told apart.
 */
export function loadFilings(policyDir: string): FilingTemplate[] {
  const folder = join(policyDir, 'filings');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const read: { name: string; template: FilingTemplate }[] = [];
  return names
    .filter((name) => name.endsWith('.yaml'))
    .map((name) =>
      readPolicyYamlAs(
        join(folder, name),
        FilingTemplate,
        (template, report) => {
          if (`${template.id}.yaml` !== name) report(['id'], `must be the file's name, '${name.slice(0, -5)}'`);
          for (const [index, obligation] of template.obligations.entries()) {
            for (const other of read.filter((each) => each.template.obligations.includes(obligation))) {
              const why = whyNotBoth(template, other.template);
              if (why !== null)
                report(['obligations', index], `'${obligation}' is filed with ${other.name} already${why}`);
            }
          }
          read.push({ name, template });
        },
        inEnglish,
      ),
    );
}

/**
 * Why two forms cannot both be for one obligation; null where they can: each authority has one at most, and no field of
 * the one is a field of the other, so that what was typed says for which it was.
 */
function whyNotBoth(one: FilingTemplate, other: FilingTemplate): string | null {
  if (isForAll(one) && isForAll(other)) return '';
  const twice = one.authorities.find((authority) => other.authorities.includes(authority));
  if (twice !== undefined) return ` for the authority '${twice}'`;
  const state = one.states.find((each) => other.states.includes(each));
  if (state !== undefined) return ` for ${state}`;
  const field = one.fields.find(({ id }) => other.fields.some((each) => each.id === id));
  return field === undefined ? null : `, which has a field '${field.id}' too`;
}
