import type { Words } from '../en/index.ts';
import { rules } from './alert-rules.ts';

export const alerts: Words['alerts'] = {
  rules,
  lede:
    'Was Sicherheitswerkzeuge geschickt haben. Jeder Alarm wird aufbewahrt, wie er kam, dann gelesen und nach den ' +
    'Regeln des Regelwerks beurteilt. Was nicht gelesen werden konnte, steht zuerst.',
  empty: 'Noch ist kein Alarm eingegangen.',
  emptyHint: 'Eine Quelle sendet mit einem Schlüssel der Rolle Alarmquelle, oder sie unterschreibt, was sie sendet.',
  deadTitle: 'Nicht lesbar',
  deadLede:
    'Nichts davon ist verloren, und niemand hat es beurteilt: Sehen Sie jeden an, es kann eine Verletzung sein. ' +
    'Ist die Ursache behoben, lassen Sie sie neu lesen.',
  deadCount: (n) => (n === '1' ? '1 Alarm' : `${n} Alarme`),
  retryAll: 'Alle neu lesen',
  retry: 'Neu lesen',
  retried: (n) =>
    n === '1'
      ? '1 Alarm wird neu gelesen. Laden Sie die Seite gleich noch einmal.'
      : `${n} Alarme werden neu gelesen. Laden Sie die Seite gleich noch einmal.`,
  numbers: 'Wie viele kamen',
  lastDay: 'Letzte 24 Stunden',
  bars: (sum, most) => `${sum} in 24 Stunden, höchstens ${most} in einer`,
  newest: 'Neueste Alarme',
  alert: 'Alarm',
  source: 'Quelle',
  came: 'Eingegangen',
  why: 'Warum',
  state: 'Stand',
  result: 'Was daraus wurde',
  repeats: (n) => (n === '1' ? 'derselbe kam noch einmal' : `derselbe kam noch ${n} Mal`),
  repeated: 'Erneut',
  again: {
    title: 'Noch einmal beurteilt',
    lede:
      'Diese Alarme kamen früher und nennen, was das Verzeichnis jetzt kennt. Sie werden noch einmal beurteilt und ' +
      'zählen einmal: Was neu ist, geht an ihren Vorfall oder eröffnet einen. Laden Sie die Seite gleich noch ' +
      'einmal, um zu sehen, was daraus wurde.',
  },
  status: {
    waiting: 'wartet auf das Lesen',
    judged: 'beurteilt',
    dead: 'nicht gelesen',
    aside: 'kein Alarm',
  },
  became: {
    opened: 'hat diesen Vorfall eröffnet',
    joined: 'zu diesem Vorfall hinzugefügt',
    counted: 'sagt nichts Neues; gezählt',
    kept: 'hat nichts eröffnet; aufbewahrt',
  },
  news: {
    first: 'zum ersten Mal gesehen',
    graver: 'schwerer als zuvor',
    'other-type': 'von anderer Art',
    'other-system': 'auf einem weiteren System',
    owed: 'mit dem, was in der Stunde noch kam',
  },
  relatedBy: 'Warum dort',
  relations: {
    finding: 'derselbe Befund, geändert',
    rule: 'zusammen gezählt von der Regel',
    system: 'auf demselben System',
    actor: 'vom selben Benutzer oder derselben Adresse',
    chain: 'ein weiterer Schritt eines Angriffs im selben Konto',
    account: 'im selben Konto oder Mandanten, und Genaueres ist nicht bekannt',
    storm:
      'in einem Sturm: Seine Quelle hatte so viele Vorfälle eröffnet, wie das Regelwerk in einer Stunde zulässt. ' +
      'Prüfen Sie, ob er hierher gehört:',
  },
  follows:
    'Er würde zu diesem Vorfall gehören, der abgeschlossen ist und keine Alarme aufnimmt. Prüfen Sie, ob er ' +
    'wieder zu öffnen ist:',
  related: 'Etwas gemeinsam auch mit diesen. Prüfen Sie, ob es derselbe Vorfall ist, und führen Sie sie dann zusammen:',
  codes: {
    'bad-input': 'Nicht in lesbarer Form',
    'too-large': 'Zu groß, oder mit zu vielen Werten',
    'content-refused': 'Nicht so, wie die Quelle Alarme sendet',
    internal: 'Ein Fehler auf unserer Seite',
  },
  other: (code) => `Nicht erledigt (${code})`,
  noFinding: 'darin wurde nichts gefunden',
  severity: (n) => `Schwere ${n.toLocaleString('de-DE')} von 10`,
  sample: 'Probe',
  alertOf: (source) => `Alarm von ${source}`,
  deadOne: 'Dieser Alarm konnte nicht gelesen werden, und niemand hat ihn beurteilt.',
  deadHint:
    'Sehen Sie an, was er sagt: Es kann eine Verletzung sein. Lassen Sie ihn dann neu lesen, oder melden Sie von ' +
    'Hand, was er besagt.',
  understood: 'Was verstanden wurde',
  type: 'Art',
  occurred: 'Wann',
  told: {
    began: 'Begonnen',
    lastSeen: 'Zuletzt gesehen',
    raised: 'Gemeldet',
    changed: 'Zuletzt geändert',
  },
  actor: 'Wer oder was gehandelt hat',
  tactics: 'Taktiken',
  dataClasses: 'Arten von Daten',
  events: 'Von der Quelle gezählt',
  there: 'Stand bei der Quelle',
  ended: { resolved: 'gelöst', archived: 'abgelegt' },
  finding: 'Kennung der Quelle',
  names: 'Er nennt',
  nothing: 'nichts',
  moreResources: (n) => `${n} weitere`,
  moreFindings: (n) => `Der Alarm enthält ${n} weitere Befunde; seine Bytes haben alle.`,
  matched: 'Systeme',
  by: 'durch',
  noSystem: 'keines, das das Datenfluss-Verzeichnis kennt',
  unread: 'Darin nicht gelesen',
  rule: 'Regel, und warum',
  asItCame: 'Wie er einging',
  sentBy: 'Gesendet von',
  size: 'Größe',
  bytes: (n) => `${n} Bytes`,
  putOff: 'Aufgeschoben',
  times: (n) => (n === '1' ? 'einmal' : `${n} Mal`),
  download: 'Seine Bytes herunterladen',
  unknown: {
    title: 'Nicht im Verzeichnis',
    lede:
      'Was Alarme genannt haben und wodurch kein System des Datenfluss-Verzeichnisses bekannt ist. Solange es nicht ' +
      'eingetragen ist, kann Tocsin nicht sagen, wessen Daten es hält und was daraus folgt.',
    none: 'Das Verzeichnis kennt alles, was Alarme genannt haben.',
    noneHint: 'Muster, Proben und was eine Regel übergeht, zählen nicht.',
    more: (n) => `und ${n} weitere, die weniger Befunde nennen`,
    accounts: 'Benutzer und Postfächer',
    accountsLede:
      'Auch diese haben Alarme genannt. Sie sind keine Systeme und können Menschen sein: Einzutragen ist, worauf sie ' +
      'zugriffen.',
    saved: 'Gesichert. Alarme, die es nennen, gehören zu diesem System:',
    thing: 'Genannt',
    findings: 'Befunde',
    sources: 'Von',
    last: 'Zuletzt',
    lastAlert: 'der Alarm',
    todo: 'Zu tun',
    register: 'Eintragen',
    kinds: {
      bucket: 'Bucket',
      instance: 'Instanz',
      host: 'Rechner',
      database: 'Datenbank',
      volume: 'Datenträger',
      snapshot: 'Snapshot',
      function: 'Funktion',
      container: 'Container',
      'k8s-workload': 'Kubernetes-Workload',
      cluster: 'Cluster',
      identity: 'Benutzer oder Schlüssel',
      role: 'Rolle',
      account: 'Konto',
      tenant: 'Mandant',
      repository: 'Repository',
      saas: 'Cloud-Dienst',
      ip: 'Adresse',
      mailbox: 'Postfach',
      document: 'Dokument',
      network: 'Netz',
      other: 'anderes',
    },
  },
};
