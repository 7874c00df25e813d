import type { AlertSources } from '../../detection/registry.ts';
import { TocsinError } from '../../domain/errors.ts';
import { incidentFinding } from '../../domain/export/ocsf.ts';
import { stixBundle } from '../../domain/export/stix.ts';
import type { ExportedSuspicion, ExportFormat } from '../../domain/export/suspicion.ts';
import { type Tlp, USUAL_TLP } from '../../domain/export/tlp.ts';
import { readSystems } from '../../store/dataflow.ts';
import { findBreach } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { exportedFindings } from './findings.ts';

/** A breach as other tools take it. */

export type ExportAsked = { format: ExportFormat; tlp?: Tlp | undefined };

/**
 * A breach with its findings in one of these forms.
 *
 * @throws TocsinError `not-found`; `content-refused` for a marking where the form has no place for one
 */
export async function exportSuspicion(
  deps: Pick<ServiceDeps, 'store' | 'clock' | 'policy'> & { publicUrl: string; sources: AlertSources },
  breachId: string,
  { format, tlp }: ExportAsked,
): Promise<Record<string, unknown>> {
  if (format === 'ocsf' && tlp !== undefined) {
    const message = 'An Incident Finding of OCSF has no marking for how far it may be passed on; STIX has.';
    throw new TocsinError('content-refused', message, 'tlp');
  }
  const suspicion = await readSuspicion(deps, breachId);
  return format === 'ocsf' ? incidentFinding(suspicion) : stixBundle(suspicion, tlp ?? USUAL_TLP);
}

async function readSuspicion(
  { store, clock, policy, publicUrl, sources }: Parameters<typeof exportSuspicion>[0],
  asked: string,
): Promise<ExportedSuspicion> {
  const state = await findBreach({ store }, asked);
  const { breachId, facts } = state;
  const { findings, more } = await exportedFindings(store, sources, breachId);
  return {
    ...{ state, at: clock(), findings, moreFindings: more },
    organisation: policy.organisation.legalName,
    url: `${publicUrl}/desk/breaches/${breachId}`,
    systems: await readSystems(store, facts.systems),
  };
}
