import type { CampaignLine } from '../../domain/communication/campaign-line.ts';
import { standingWord } from '../communication/standing.ts';
import { type Html, html } from '../html.ts';
import { timeTag } from '../time.ts';
import { cited } from '../translated.ts';
import type { View } from '../view.ts';
import { groupDuties, tellsPeople } from './duties.ts';
import { number } from './figures.ts';
import { meter } from './meter.ts';
import type { BreachModel, BreachModelOf } from './model.ts';
import { breachPath } from './places.ts';
import { mayChange } from './rights.ts';

const FILE = 'POST /desk/breaches/:breachId/filings/:obligation';

/** Letters to the people concerned: drafted, approved, and how far they have gone out. */
export function campaignsSection(view: View, model: BreachModelOf<'campaigns'>): Html {
  const { campaigns: words } = view.words.breach;
  const { campaigns, state } = model;
  const base = `/desk/breaches/${state.breachId}/campaigns`;
  const isOffered =
    view.may('GET /desk/breaches/:breachId/campaigns/new') &&
    mayChange(view, model, 'POST /desk/breaches/:breachId/campaigns');
  const offer = isOffered ? html`<a class="small" href="${base}/new">${words.create}</a>` : null;
  const lines = campaigns.map((line) => campaignLine(view, base, line, model));
  return html`
    <section class="card" id="campaigns" aria-labelledby="h-cam">
      <header><h2 id="h-cam">${words.title}</h2>${offer}</header>
      <div class="in flow">
        ${duties(view, model)}${campaigns.length === 0 ? html`<p class="muted">${words.none}</p>` : lines}
      </div>
    </section>
  `;
}

/** The duties that the letters are to meet, and where it is recorded that people were told in another way. */
function duties(view: View, model: BreachModel): Html[] {
  const { campaigns: words } = view.words.breach;
  const { breachId } = model.state;
  const open = groupDuties(model).binding.filter((duty) => tellsPeople(duty) && duty.current.status !== 'waived');
  return open.map(({ planned }) => {
    const due = planned.clock === null ? null : html`: ${timeTag(planned.clock.due, view)}`;
    const link = html`<a href="${breachPath(breachId)}/filings/${planned.id}?way=other">${words.otherWay}</a>`;
    return html`
      <p>
        <b>${cited(view, planned.article)}</b>${due}
        <span class="sub">${words.otherWayNote} ${view.may(FILE) ? link : null}</span>
      </p>
    `;
  });
}

function campaignLine(view: View, base: string, line: CampaignLine, { names }: BreachModel): Html {
  const { campaigns: words } = view.words.breach;
  const n = (value: number) => number(value, view.language);
  const { counts, recipients, status } = line;
  const approved =
    line.approvedBy === null || line.approvedAt === null
      ? null
      : html`
        <p class="small muted">${words.approved} ${names.by(line.approvedBy)}, ${timeTag(line.approvedAt, view)}</p>
      `;
  const progress =
    counts === null
      ? html`<p>${words.waits(n(recipients))}</p>`
      : html`
        <p>
          <b>${words.sent(n(counts.sent), n(counts.total))}</b>${' '}
          ${words.rest(n(counts.refused), n(counts.uncertain), n(counts.pending))}
        </p>
        ${meter(
          [
            { shape: 'ok', size: counts.sent },
            { shape: 'warn', size: counts.uncertain },
            { shape: 'bad', size: counts.refused },
          ],
          counts.total,
          `${words.sent(n(counts.sent), n(counts.total))} ` +
            `${words.rest(n(counts.refused), n(counts.uncertain), n(counts.pending))}`,
        )}
      `;
  const shape = { draft: 'uncertain', sending: 'running', finished: 'filed', stopped: 'withdrawn' }[status];
  const paused = line.standing?.status === 'paused' ? standingWord(view, line.standing) : null;
  return html`
    <div class="flow">
      <p class="row">
        <a class="strong" href="${base}/${line.number}">${words.campaign(line.number)}</a>${' '}
        <span class="st ${shape}">${words.status[status]}</span> ${paused}
      </p>
      ${progress}${approved}
    </div>
  `;
}
