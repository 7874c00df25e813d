import type { ClosingPoint } from '../../domain/breach/closing-gate.ts';
import { type Step, step } from './step.ts';
import type { BreachView } from './view.ts';

/** What stands in the way of closing a breach, as commands; what other steps lead to already is left out. */
export function stepsOfPoints(view: BreachView): Step[] {
  const steps = view.inTheWay.flatMap((point): Step[] => {
    const command = commandFor(view, point);
    return command === null ? [] : [step(point.says, command)];
  });
  const told = view.told.map(({ obligation, customers }) =>
    step(`every customer has acknowledged (${customers})`, `file ${view.breachId} ${obligation} --told`),
  );
  // A filing that is behind and incomplete is mended by one more version of it.
  return [...new Map([...steps, ...told].map((each) => [each.command, each])).values()];
}

function commandFor(view: BreachView, point: ClosingPoint): string | null {
  const { breachId: id } = view;
  const { code, obligation = '' } = point;
  switch (code) {
    case 'misuse':
    case 'deliveries-refused':
      return `settle ${id} ${signOf(view, point)} --reasons '…'`;
    case 'filing-incomplete':
      if (point.people !== undefined)
        return `campaign ${id} --recipients <people.csv> --subject '…' --text-file <file>`;
      return `draft ${id} ${obligation} --out ${obligation}.json`;
    case 'filing-behind':
      return `draft ${id} ${obligation} --out ${obligation}.json`;
    case 'receipt-missing':
      return `file ${id} ${obligation} --receipt-for <version> --receipt '…'`;
    case 'notices-unanswered':
      return `notices ${id} --late`;
    case 'tasks-open':
      return `task ${id}`;
    case 'gap-unexplained':
      return `aware ${id} --at <the same instant> --reasons '…'`;
    default:
      return null;
  }
}

/** Which sign, and how many of it there are: those that were settled are counted too. */
function signOf({ signs, letterSigns }: BreachView, { code, count, communication = 'notices' }: ClosingPoint): string {
  const sign = code === 'misuse' ? 'misuse' : 'unreached';
  const campaign = communication === 'notices' ? null : communication.slice('campaign/'.length);
  const { settled = 0 } = (campaign === null ? signs?.[sign] : letterSigns?.[campaign]?.[sign]) ?? {};
  const all = count == null ? '<how many>' : String(count + settled);
  return `--sign ${sign}${campaign === null ? '' : ` --campaign ${campaign}`} --count ${all}`;
}
