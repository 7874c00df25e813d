/** How far along an attack a finding is, by ATT&CK's tactics. */

/** In the order in which ATT&CK lists them, by id and name. */
const TACTICS: readonly (readonly [id: string, name: string])[] = [
  ['ta0043', 'reconnaissance'],
  ['ta0042', 'resourcedevelopment'],
  ['ta0001', 'initialaccess'],
  ['ta0002', 'execution'],
  ['ta0003', 'persistence'],
  ['ta0004', 'privilegeescalation'],
  ['ta0005', 'defenseevasion'],
  ['ta0006', 'credentialaccess'],
  ['ta0007', 'discovery'],
  ['ta0008', 'lateralmovement'],
  ['ta0009', 'collection'],
  ['ta0011', 'commandandcontrol'],
  ['ta0010', 'exfiltration'],
  ['ta0040', 'impact'],
];
const STAGES = new Map(TACTICS.flatMap((names, stage) => names.map((name) => [name, stage] as const)));

/** From here on somebody takes, leads out or harms what they were after. */
const GOAL = STAGES.get('collection') ?? 0;

/** The furthest tactic that is named, by its place in the order; null where none is. Techniques are passed over. */
export function stageOf(tactics: readonly string[]): number | null {
  const stages = tactics.flatMap((name) => STAGES.get(name.toLowerCase().replace(/[^a-z0-9]/g, '')) ?? []);
  return stages.length === 0 ? null : Math.max(...stages);
}

/** Whether one of two findings reaches the goal of an attack that the other is on the way of. */
export function isChain(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && one !== other && Math.max(one, other) >= GOAL;
}

/** The id of a tactic by any of its names, such as `TA0010`; null for what is none. */
export function tacticId(name: string): string | null {
  const stage = stageOf([name]);
  return stage === null ? null : (TACTICS[stage]?.[0].toUpperCase() ?? null);
}
