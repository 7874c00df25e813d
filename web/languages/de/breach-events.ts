import type { Dismissal } from '../../../domain/breach/events.ts';
import type { ReleaseBasis } from '../../../domain/communication/release.ts';
import type { EventWords } from '../../breach/event-words.ts';
import { filing } from './filing.ts';

const conclusions = {
  unlikely: 'ein Risiko ist unwahrscheinlich',
  risk: 'ein Risiko',
  'high-risk': 'ein hohes Risiko',
};
const results = {
  sent: 'verschickt',
  refused: 'abgelehnt',
  uncertain: 'möglicherweise hinausgegangen',
  failed: 'nicht übergeben',
};
const steps = {
  first: 'Erste Mitteilung',
  reminder: 'Erinnerung',
  escalation: 'Eskalation',
  link: 'Neuer Link',
  correction: 'Berichtigung',
};
const contacts = { first: 'erster Kontakt', second: 'zweiter Kontakt' };
const articles = { art33: 'Art. 33', art34: 'Art. 34' };
const outcomes = {
  resolved: 'erledigt',
  'not-a-breach': 'Es war keine Verletzung',
  merged: 'Teil eines anderen Vorfalls',
};
export const kinds: Record<Dismissal, string> = {
  'false-positive': 'Fehlalarm: Was er sagt, ist nicht geschehen',
  'no-personal-data': 'Es ist geschehen und betraf keine personenbezogenen Daten',
  'expected-activity': 'Es war zu erwarten: ein Test, Wartung, eigene Leute',
  other: 'Etwas anderes',
};
const answers = { yes: 'ja', no: 'nein', unknown: 'noch nicht bekannt' };
const { stages } = filing;

function told(name: string): string {
  return name === 'notices' ? 'Mitteilungen' : `Anschreiben ${name.slice(name.indexOf('/') + 1)}`;
}

const count = (n: number): string => n.toLocaleString('de-DE');

const releases: Record<ReleaseBasis, string> = {
  person: 'Mitteilungen freigegeben',
  drill: 'Mitteilungen der Übung durch die Vorgaben freigegeben',
  'approved-text': 'Mitteilungen durch die Vorgaben freigegeben, mit dem vorab gebilligten Text',
};

export const events: EventWords = {
  reported: ({ data: { origin, source, exercise } }): string =>
    (exercise === null ? '' : 'ÜBUNG: ') +
    (origin === 'alert' ? `Alarm eingegangen von ${source}` : 'Meldung eingegangen'),
  'evidence-added': ({ data: { evidence, systems, facts } }, say): string =>
    `Beleg aufbewahrt: ${evidence.bytes} Bytes von ` +
    `${evidence.source}${systems.length === 0 ? '' : `. Betroffen: ${systems.map(say.system).join(', ')}`}` +
    (facts === undefined ? '' : `. Er sagt mehr, als festgehalten ist: ${say.facts(Object.keys(facts))}`),
  'facts-amended': ({ data: { changed }, personal: { narrative } }, say): string => {
    const keys = [...Object.keys(changed), ...Object.keys(narrative)];
    return keys.length === 0 ? 'Angaben bestätigt, wie sie waren' : `Angaben geändert: ${say.facts(keys)}`;
  },
  'awareness-recorded': ({ data: { awareAt } }, say): string => `Kenntnis festgehalten: ${say.when(awareAt)}`,
  'awareness-corrected': ({ data: { from, to } }, say): string =>
    `Kenntnis berichtigt von ${say.when(from)} auf ${say.when(to)}`,
  planned: ({ data: { plan, changes } }): string => {
    const count = (kind: string) => changes.filter(({ change }) => change === kind).length;
    const parts = [
      [count('start'), 'begonnen'],
      [count('move'), 'verschoben'],
      [count('end'), 'beendet'],
    ].flatMap(([n, what]) => (n === 0 ? [] : [`${n} ${n === 1 ? 'Frist' : 'Fristen'} ${what}`]));
    const binding = plan.obligations.filter((o) => o.applies === 'binds').length;
    return (
      `Pflichten ermittelt: ${binding} ` +
      `${binding === 1 ? 'gilt' : 'gelten'}${parts.length === 0 ? ', keine Frist geändert' : `; ${parts.join(', ')}`}`
    );
  },
  'risk-decided': ({ data: { article, conclusion, proposed }, personal: { difference } }): string =>
    `${article === undefined ? 'Art. 33 und Art. 34' : articles[article]} entschieden: ${conclusions[conclusion]}` +
    (conclusion === proposed ? ', wie vorgeschlagen' : ` (Vorschlag: ${conclusions[proposed]})`) +
    (difference === undefined ? '' : `. Weicht vom anderen Artikel ab: ${difference}`),
  'obligation-waived': ({ data: { obligation } }, say): string => `Darauf verzichtet: ${say.duty(obligation)}`,
  'obligation-resumed': ({ data: { obligation, why } }, say): string =>
    `Läuft wieder${why === 'facts-changed' ? ', weil sich Angaben geändert haben' : ', durch Entscheidung'}: ` +
    `${say.duty(obligation)}`,
  'rung-fired': ({ data: { obligation, rung } }, say): string =>
    `Warnung verschickt (${say.rung(rung)}): ${say.duty(obligation)}`,
  'warnings-acknowledged': ({ data: { warnings } }, say): string =>
    `Gesehen: ${warnings.map(({ obligation, rung }) => `${say.duty(obligation)} (${say.rung(rung)})`).join('; ')}`,
  'obligation-overdue': ({ data: { obligation, due } }, say): string =>
    `Überfällig: ${say.duty(obligation)}, Frist war ${say.when(due)}`,
  'filing-approved': ({ data: { obligation, stage, sha256 } }, say): string =>
    `Zur Einreichung freigegeben (${stages[stage]}): ${say.duty(obligation)}, SHA-256 ${sha256.slice(0, 12)}…`,
  filed: ({ data: { obligation, filedAt, late, stage }, personal: { receipt } }, say): string =>
    `Eingereicht${stage === undefined ? '' : ` (${stages[stage]})`}: ${say.duty(obligation)}, ` +
    `${say.when(filedAt)}, ${receipt === '' ? 'Eingangsbestätigung noch nicht da' : `Eingang ${receipt}`}` +
    `${late ? ', verspätet' : ''}`,
  'receipt-recorded': ({ data: { obligation, version }, personal: { receipt, before } }, say): string => {
    const now = receipt === '' ? 'zurückgenommen, noch nicht da' : receipt;
    const was = before === '' ? '' : `, vorher: ${before}`;
    return `Eingangsbestätigung der Fassung ${version}: ${say.duty(obligation)}, ${now}${was}`;
  },
  'communication-progressed': ({ data: { communication, counts, settled } }, say) => {
    const { total, ...by } = counts;
    const parts = Object.entries(by).map(([status, n]) => `${say.receiver(communication, status)} ${count(n)}`);
    return (
      `${told(communication)}: ${count(total)} ` +
      `insgesamt${parts.length === 0 ? '' : `; ${parts.join(', ')}`}${settled ? '. Es bleibt nichts zu senden' : ''}`
    );
  },
  'communication-paused': ({ data: { communication, because } }, say) =>
    `${told(communication)} angehalten. ${say.pause(because)}`,
  'communication-resumed': ({ data: { communication } }) => `${told(communication)} fortgesetzt`,
  'communication-stopped': ({ data: { communication } }) => `${told(communication)} endgültig beendet`,
  'statement-saved': ({ data: { revision } }) =>
    `Der Text für Dienstleister und Kunden wurde gespeichert, Fassung ${revision}`,
  'notices-released': ({ data: { basis, suppliers, customers, leftOut } }) =>
    `${releases[basis]}: Dienstleister: ${suppliers}, Kunden: ${customers}; ausgelassen: ${leftOut}`,
  'link-revoked': ({ data: { counterparty } }, say): string =>
    `Der Link für ${say.counterparty(counterparty)} wurde widerrufen`,
  'link-reissued': ({ data: { counterparty } }, say): string =>
    `${say.counterparty(counterparty)} bekommt einen neuen Link; der bisherige endete`,
  'notice-delivered': ({ data: { counterparty, step, contact, result } }, say): string =>
    `${steps[step]} an ${say.counterparty(counterparty)} (${contacts[contact]}): ${results[result]}`,
  'notice-acknowledged': ({ data: { counterparty }, personal }, say): string =>
    `Bestätigt von ${say.counterparty(counterparty)}. Hält Daten: ${answers[personal.answers.holdsData]}. ` +
    `Anzeichen für Missbrauch: ${answers[personal.answers.misuse]}`,
  'notice-expired': ({ data: { counterparty } }, say): string =>
    `Keine Antwort von ${say.counterparty(counterparty)}: Der Link ist abgelaufen`,
  'campaign-drafted': ({ data: { campaign, recipients } }): string =>
    `Anschreiben ${campaign} entworfen für ${recipients} Personen`,
  'campaign-approved': ({ data: { campaign, drafter } }): string =>
    `Anschreiben ${campaign} freigegeben: Der Versand beginnt` +
    (drafter === undefined ? '' : '. Von wem der Entwurf ist, ist nicht festgehalten'),
  'campaign-finished': ({ data: { campaign, counts } }): string =>
    `Anschreiben ${campaign} abgeschlossen: ${counts.sent} verschickt, ${counts.refused} abgelehnt, ` +
    `${counts.uncertain} ungewiss`,
  closed: ({ data: { outcome, over = [] } }): string =>
    `Abgeschlossen: ${outcomes[outcome]}` +
    (over.length === 0 ? '' : `, trotz offener Punkte, mit Gründen: ${count(over.length)}`),
  reopened: ({ data: { closedAt } }, say): string => `Wieder geöffnet; abgeschlossen war er ${say.when(closedAt)}`,
  'reopening-proposed': (): string => 'Vorgeschlagen, ihn wieder zu öffnen',
  taken: ({ data: { from } }, say): string =>
    from === undefined ? 'Übernommen' : `Übernommen, vorher bei ${say.person(from)} (kann nicht mehr daran arbeiten)`,
  'handed-over': ({ data: { to } }, say): string => `Übergeben an ${say.person(to)}`,
  'suspicion-recorded': ({ data: { firstSuspicionAt, investigationStartedAt } }, say): string =>
    [
      ...(firstSuspicionAt === undefined ? [] : [`Verdacht seit ${say.when(firstSuspicionAt)}`]),
      ...(investigationStartedAt === undefined ? [] : [`Untersucht seit ${say.when(investigationStartedAt)}`]),
    ].join('. '),
  'findings-moved': ({ data: { findings, siblings = 0, to } }): string => {
    const count = findings.length + siblings;
    return `${count === 1 ? 'Ein Befund' : `${count} Befunde`} verschoben zu ${to}`;
  },
  triaged: ({ data: { outcome, into, kind } }): string => {
    if (outcome === 'merged') return `Zusammengeführt: Teil von ${into ?? ''}`;
    return `Verworfen: Es war keine Verletzung${kind === undefined ? '' : `. ${kinds[kind]}`}`;
  },
  'task-added': ({ data: { task, owner, due }, personal: { text } }, say): string =>
    `Aufgabe ${task}: ${text}${owner === null ? '' : `. Für ${say.person(owner)}`}` +
    `${due === null ? '' : `, fällig ${say.when(due)}`}`,
  'task-assigned': ({ data: { task, owner } }, say): string =>
    owner === null ? `Aufgabe ${task} gehört jetzt niemandem` : `Aufgabe ${task} zugewiesen: ${say.person(owner)}`,
  'task-finished': ({ data: { task } }): string => `Aufgabe ${task} erledigt`,
  'task-dropped': ({ data: { task } }): string => `Aufgabe ${task} verworfen`,
  'playbook-begun': ({ data: { playbook, tasks } }): string =>
    `Ablaufplan „${playbook}“ begonnen: ${tasks} ${tasks === 1 ? 'Aufgabe' : 'Aufgaben'}`,
  'note-added': ({ data: { note, privileged } }): string =>
    `${privileged ? 'Vertrauliche Notiz' : 'Notiz'} ${note} angelegt`,
  'call-logged': ({ data: { call, calledAt }, personal: { partner } }, say): string =>
    `Gespräch ${call} mit ${partner}, geführt ${say.when(calledAt)}`,
  'file-attached': ({ data: { file, number, asReporter }, personal: { name } }): string =>
    `Datei ${number} abgelegt${asReporter ? ' von der meldenden Person' : ''}: ${name}, ${file.bytes} Bytes, ` +
    `SHA-256 ${file.sha256.slice(0, 12)}…`,
  'words-added': ({ personal: { text } }): string => `Von der meldenden Person ergänzt: ${text}`,
  'question-asked': ({ data: { question }, personal: { text } }): string =>
    `Frage ${question} an die meldende Person: ${text}`,
  'question-answered': ({ data: { question }, personal: { text } }): string =>
    `Frage ${question} beantwortet von der meldenden Person: ${text}`,
  'signs-settled': ({ data: { sign, count, campaign } }): string =>
    sign === 'misuse'
      ? `${count === 1 ? 'Einem Anzeichen' : `${count} Anzeichen`} von Missbrauch nachgegangen`
      : `Anders erreicht: ${count}, deren Brief abgewiesen wurde` +
        `${campaign === undefined ? '' : `, Anschreiben ${campaign}`}`,
};
