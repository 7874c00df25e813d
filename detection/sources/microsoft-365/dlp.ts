import type { Finding } from '../../finding.ts';
import { type FoundResource, makeFinding } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';
import { severityOfWord } from '../../severity.ts';
import { inTenant } from '../../tenant.ts';
import { addressIn, documentOn, isService, recordOf } from './common.ts';

/** Exchange and SharePoint write the same operation with other capitals. */
const OPERATIONS = ['DlpRuleMatch', 'DlpRuleUndo', 'DlpInfo'];

/** A match of a rule of Purview DLP in mail, on a site or on a computer, or that a user overrode one. */
export function readDlp(at: Reader, operation: string): Finding {
  const { base, id, tenant, time } = recordOf(at);
  const policies = at.objects('policyDetails');
  const rules = policies.flatMap((policy) => policy.objects('rules'));
  const worst = worstOf(rules);
  const what = [...rules.flatMap((rule) => sensitiveIn(rule)), ...sensitiveOnComputer(at)];
  const names = [...texts(policies, 'policyName'), ...texts(rules, 'ruleName')];
  const users = ['userId', 'exchangeMetaData.from', 'sharePointMetaData.from'].map((path) => at.text(path));
  return makeFinding(
    {
      ...base,
      product: 'Microsoft Purview DLP',
      findingId: id,
      // All matches in one mail or document are one incident.
      group: at.text('incidentId'),
      firstSeenAt: at.instant('exchangeMetaData.sent', { zone: 'utc' }) ?? time,
      ...{ lastSeenAt: time, observedAt: time, updatedAt: time },
      severity: worst === null ? null : severityOfWord(worst),
      severityWord: worst,
      type: OPERATIONS.find((each) => each.toLowerCase() === operation.toLowerCase()) ?? (operation || null),
      title: `DLP: ${names.join(', ')}`,
      description: descriptionOf(at, rules),
      actor: {
        users: users.filter((user) => !isService(user)),
        ips: [addressIn(at.text('clientIP')), addressIn(at.text('endpointMetaData.clientIP'))],
      },
      resources: inTenant(tenant, resourcesOf(at)),
      // Each rule counts the same matches anew.
      count: Math.max(...rules.map((rule) => sum(sensitiveIn(rule))), sum(sensitiveOnComputer(at)), 0),
      dataClasses: what.map(({ name }) => name),
      status: 'new',
      sample: false,
    },
    at,
  );
}

function texts(readers: Reader[], path: string): string[] {
  return readers.flatMap((reader) => reader.text(path) ?? []);
}

/** The worst severity of the rules that matched: Low, Medium, High. */
function worstOf(rules: Reader[]): string | null {
  const words = texts(rules, 'severity');
  const scored = words.map((word) => ({ word, score: severityOfWord(word) ?? 7 }));
  return scored.sort((a, b) => b.score - a.score)[0]?.word ?? null;
}

type Sensitive = { name: string | null; count: number };

/** Types of sensitive information by name where Purview gives it, by id where it does not. */
function sensitiveIn(rule: Reader): Sensitive[] {
  return rule.objects('conditionsMatched.sensitiveInformation').map((info) => ({
    name: info.text('sensitiveInformationTypeName') ?? info.text('sensitiveType'),
    count: info.number('count') ?? 0,
  }));
}

function sensitiveOnComputer(at: Reader): Sensitive[] {
  return at.objects('endpointMetaData.sensitiveInfoTypeData').map((info) => ({
    name: info.text('sensitiveInfoTypeName') ?? info.text('sensitiveInfoTypeId'),
    count: info.number('count') ?? 0,
  }));
}

function sum(what: Sensitive[]): number {
  return what.reduce((total, { count }) => total + count, 0);
}

function resourcesOf(at: Reader): FoundResource[] {
  const [mail, site, computer] = ['exchange', 'sharePoint', 'endpoint'].map((name) => at.at(`${name}MetaData`));
  const all = (reader: Reader | undefined, ...paths: string[]) => paths.map((path) => reader?.text(path) ?? null);
  const object = at.text('objectId');
  return [
    { kind: 'mailbox', names: all(mail, 'from') },
    ...documentOn(
      all(site, 'filePathUrl', 'fileName', 'uniqueID'),
      all(site, 'siteCollectionUrl', 'siteCollectionGuid'),
    ),
    { kind: 'host', names: [computer?.text('deviceName') ?? at.text('deviceName'), ...all(computer, 'mdatpDeviceId')] },
    { kind: 'document', names: computer?.value === undefined ? [] : [object] },
  ];
}

/** Who the data went to, and whether it was stopped: what decides whether anybody holds it now. */
function descriptionOf(at: Reader, rules: Reader[]): string {
  const mail = at.at('exchangeMetaData');
  const to = ['to', 'cC', 'bCC'].flatMap((list) => mail.texts(list));
  const actions = [...new Set(rules.flatMap((rule) => rule.texts('actions')))];
  const visible = at.flag('sharePointMetaData.isViewableByExternalUsers');
  const undone = [...new Set(rules.flatMap((rule) => rule.texts('overriddenActions')))];
  const parts: [string, string | null][] = [
    ['Subject', mail.text('subject')],
    ['To', to.join(', ') || null],
    ['Done on the computer', at.text('endpointMetaData.endpointOperation')],
    ['Where to', at.text('endpointMetaData.targetDomain') ?? at.text('endpointMetaData.targetUrl')],
    ['Visible outside', visible === null ? null : visible ? 'yes' : 'no'],
    ['Actions', actions.join(', ') || null],
    ['Undone', undone.join(', ') || null],
    ['Exception', at.text('exceptionInfo')],
  ];
  return parts.flatMap(([label, text]) => (text === null ? [] : [`${label}: ${text}`])).join('. ');
}
