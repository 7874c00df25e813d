import type { AlertView } from '../../domain/alerts/outcome.ts';
import type { SourceView } from '../../domain/alerts/source-view.ts';
import { detailOf } from '../alerts/words.ts';
import { number } from '../breach/figures.ts';
import { type Form, hiddenFields } from '../forms.ts';
import { type Html, html } from '../html.ts';
import { insidePage } from '../layout.ts';
import { nameOf } from '../names.ts';
import { timeTag } from '../time.ts';
import type { View } from '../view.ts';
import { deadOf, lastOf, stateOf } from './list.ts';
import { pullCard } from './pull.ts';
import { secretsCard } from './secrets.ts';
import { tooLargeNote } from './too-large.ts';
import { trustCard } from './trust.ts';

/** What the page of a source shows beside the source: a form that came back, and the test that was just sent. */
type Shown = { source: SourceView; form: Form; isSaved: boolean; test: AlertView | null };

/** One source: its address and set-up, what came from it, its secrets, and a test. */
export function sourcePage(view: View, { source, form, isSaved, test }: Shown): string {
  const { sources: words, shell } = view.words;
  const { title } = source;
  const main = html`
    <p class="crumbs"><a href="/desk/sources">${shell.places.sources}</a></p>
    <div class="head"><div><h1>${title}</h1><p class="lede mono">${source.name}</p></div></div>
    <div class="stackgap">
      ${isSaved ? html`<p class="note good" role="status">${words.saved}</p>` : null}
      ${source.isIntact ? null : html`<p class="note hot">${words.brokenNote}</p>`}
      ${test === null ? null : testNote(view, test)}
      ${tooLargeNote(view, source.title, source.tooLarge)}
      ${setUp(view, source)}
      ${pullCard(view, source)}
      ${secretsCard(view, source, form)}
      ${trustCard(view, source, form)}
      ${testCard(view, source)}
    </div>
  `;
  return insidePage(view, { title, place: 'sources', main });
}

function setUp(view: View, source: SourceView): Html {
  const { sources: words } = view.words;
  const n = (value: number) => number(value, view.language);
  const guide = source.isOwn
    ? words.ownGuide(`policy/sources/${source.name}.yaml`)
    : words.guide(`docs/sources/${source.name}.md`);
  const proofs = source.proofs.map(
    ({ kind, where }) => html`<li><code>${where}</code><span class="sub">${words.setUpSteps[kind]}</span></li>`,
  );
  return html`
    <section class="card" aria-labelledby="h-setup">
      <header><h2 id="h-setup">${words.setUp}</h2></header>
      <div class="in flow">
        <dl class="kv">
          <dt>${words.address}</dt><dd><code class="secret">${source.address}</code></dd>
          <dt>${words.state}</dt><dd>${stateOf(view, source)}</dd>
          <dt>${words.proofs}</dt><dd><ul>${proofs}</ul></dd>
          ${changedBy(view, source)}
          <dt>${words.lastAlert}</dt><dd>${lastOf(view, source)}</dd>
          <dt>${words.thisHour}</dt><dd>${n(source.thisHour)}</dd>
          <dt>${words.lastDay}</dt><dd>${n(source.lastDay)}</dd>
          <dt>${words.dead}</dt><dd>${deadOf(view, source)}</dd>
        </dl>
        <p class="muted">${guide}</p>
        ${switchForm(view, source)}
      </div>
    </section>
  `;
}

function changedBy(view: View, { changed }: SourceView): Html | null {
  if (changed === null) return null;
  return html`
    <dt>${view.words.sources.changed}</dt>
    <dd>${timeTag(changed.at, view, true)} <span class="sub">${nameOf(view, changed.by)}</span></dd>
  `;
}

function switchForm(view: View, { name, isOn }: SourceView): Html | null {
  if (!view.may('POST /desk/sources/:source')) return null;
  const { sources: words } = view.words;
  return html`
    <form class="row" method="post" action="/desk/sources/${name}">
      ${hiddenFields(view, { act: isOn ? 'off' : 'on' })}
      <button class="btn">${isOn ? words.switchOff : words.switchOn}</button>
      <span class="muted">${words.offHint}</span>
    </form>
  `;
}

/** None while the source is switched off: it would refuse the test as well. */
function testCard(view: View, { name, isOn }: SourceView): Html | null {
  if (!isOn || !view.may('POST /desk/sources/:source/test')) return null;
  const { sources: words } = view.words;
  return html`
    <section class="card" aria-labelledby="h-test">
      <header><h2 id="h-test">${words.test}</h2></header>
      <form class="in flow" method="post" action="/desk/sources/${name}/test">
        ${hiddenFields(view)}
        <p>${words.testLede}</p>
        <button class="btn main">${words.test}</button>
      </form>
    </section>
  `;
}

function testNote(view: View, { status, outcome, reason, reference }: AlertView): Html {
  const { words, may } = view;
  const { sources } = words;
  const [first] = outcome?.findings ?? [];
  const link = may('GET /desk/alerts/:reference') ? html` <a href="/desk/alerts/${reference}">${reference}</a>` : null;
  if (status === 'waiting') return html`<p class="note" role="status">${sources.testWaits}</p>`;
  if (status !== 'judged' || first === undefined) {
    const why = reason === null ? null : html` ${detailOf(view, reason)}`;
    return html`<p class="note hot" role="status">${sources.testFailed}${why}${link}</p>`;
  }
  return html`<p class="note good" role="status">${sources.testRead(first.title || first.type)}${link}</p>`;
}
