import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { holidayData } from '../domain/clock/calendars.ts';
import { TocsinError } from '../domain/errors.ts';
import { isTemplateName, type NoticeTemplate, type Placeholder, TEMPLATES } from '../domain/notices/template.ts';
import type { FourEyes } from '../domain/plan/four-eyes.ts';
import { checkCases } from '../domain/plan/golden.ts';
import { compilePolicy, type PolicySource, policyHash, type Sourced } from '../domain/policy/compile.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Hold } from '../domain/policy/holds.ts';
import type { Problem } from '../domain/policy/problem.ts';
import { usersOf } from '../domain/policy/rota.ts';
import { collectTexts } from '../domain/texts/catalogue.ts';
import { countTexts, TEXTS_OF, type TextCount, type TextFile, textsOf } from '../domain/texts/of-files.ts';
import { type SaidText, splitTexts } from '../domain/texts/split.ts';
import { FileMistakes, type Finding, readTextFile, showFinding } from './text-file.ts';
import { YamlCache, yamlCacheFile } from './yaml-cache.ts';
import { fieldOf, parsedLate } from './yaml-text.ts';

export type PolicySummary = {
  policyVersion: string;
  regimes: number;
  obligations: number;
  /** Golden cases that were run. */
  cases: number;
  ladders: number;
  languages: string[];
  templates: number;
  /** Texts of all files, playbooks and forms of filings too, and those without a translation, by language. */
  texts: TextCount;
  fourEyes: FourEyes;
  /** Alerts that are not erased. */
  alertHolds: Hold[];
  /** Users of the on-call rota, who cannot be looked up offline; null where there is no rota. */
  onDutyUsers: string[] | null;
};
export type PolicyCheck = { findings: Finding[]; summary: PolicySummary | null };

/**
 * Reads and compiles the policy in `dir`. Throws one `bad-input` that lists everything wrong with it.
 * @param withCases false leaves the golden cases unread, which nothing but looking at them and proving the rules needs
 */
export function loadPolicy(dir: string, { withCases = true } = {}): CompiledPolicy {
  const { policy, findings } = readPolicy(dir, withCases);
  if (policy !== null) return policy;
  throw new TocsinError('bad-input', showMistakes(findings));
}

/** Every mistake on a line of its own, at its place. */
export function showMistakes(findings: readonly Finding[]): string {
  return [`The policy has ${findings.length} mistake(s):`, ...findings.map((f) => `  ${showFinding(f)}`)].join('\n');
}

/** The same for `tocsin policy check`: findings instead of an error, and what was read. */
export function checkPolicy(dir: string): PolicyCheck {
  const { policy, findings, ladders, english, report } = readPolicy(dir);
  if (policy === null) return { findings, summary: null };
  for (const problem of checkCases(policy)) report(problem);
  if (findings.length > 0) return { findings, summary: null };
  const { fourEyes, onDuty, retention } = policy.organisation;
  const summary = {
    policyVersion: policy.policyVersion,
    regimes: new Set(policy.obligations.map((o) => o.regime)).size,
    obligations: policy.obligations.length,
    cases: Object.values(policy.cases).reduce((sum, of) => sum + of.cases.length, 0),
    ladders,
    languages: Object.keys(policy.notices),
    templates: Object.values(policy.notices).reduce((sum, of) => sum + Object.keys(of).length, 0),
    texts: countTexts(policy.texts, english()),
    fourEyes,
    alertHolds: retention?.alertHolds ?? [],
    onDutyUsers: onDuty === undefined ? null : usersOf(onDuty),
  };
  return { findings, summary };
}

type Read = {
  policy: CompiledPolicy | null;
  findings: Finding[];
  ladders: number;
  /** Every text of its files. */
  english: () => string[];
  /** Adds a finding, at its place in a file. */
  report: (problem: Problem) => void;
};

function readPolicy(dir: string, withCases = true): Read {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory()) {
    throw new TocsinError('bad-input', `There is no folder ${dir}, where the policy is looked for.`);
  }
  const cache = new YamlCache(yamlCacheFile());
  const reader = new PolicyReader(dir, cache);
  const regimes = reader.list('regimes', '.yaml').map((name) => ({ name, ...reader.yaml(`regimes/${name}.yaml`) }));
  if (regimes.length === 0) reader.report({ file: 'regimes', path: [], message: 'holds no regime (*.yaml)' });
  const source: PolicySource = {
    organisation: reader.yaml('organisation.yaml'),
    severity: reader.yaml('severity.yaml'),
    ladders: reader.yaml('ladders.yaml'),
    regimes: regimes.filter((regime) => regime.content !== undefined),
    authorities: reader.list('authorities', '.yaml').map((name) => reader.yaml(`authorities/${name}.yaml`)),
    notices: reader.languages().flatMap((language) => reader.templates(language)),
  };
  for (const folder of ['filings', 'playbooks', 'detection'] as const) reader.beside(folder);
  const { texts, problems: twice } = collectTexts(reader.texts);
  for (const problem of twice) reader.report(problem);
  // With unreadable files the rest would only report what is missing because of them.
  const isRead = reader.findings.length === 0;
  const { policy, problems } = isRead ? compilePolicy(source, { withCases }) : { policy: null, problems: [] };
  for (const problem of problems) reader.report(problem);
  const ladders = Object.keys(Object(source.ladders.content)).length;
  const { findings } = reader;
  const read = {
    findings,
    ladders,
    english: () => reader.english(),
    report: (problem: Problem) => reader.report(problem),
  };
  if (policy === null) return { policy, ...read };
  cache.save();
  const zoneData = process.versions.tz ?? 'unknown';
  return { policy: { policyVersion: versionOf(source), zoneData, holidayData, texts, ...policy }, ...read };
}

/** SHA-256 over the RFC 8785 form of the whole content, in English. Comments, layout and golden cases do not count. */
function versionOf(source: PolicySource): string {
  const regimes = source.regimes.map(({ content, ...rest }) => ({ ...rest, content: withoutCases(content) }));
  return policyHash({ ...source, regimes });
}

/** Golden cases prove the rules, and are none. */
function withoutCases(content: unknown): unknown {
  const { cases: _, ...rest } = Object(content) as { cases?: unknown };
  return rest;
}

/** Reads the files of one policy folder and remembers where in them everything stands. */
class PolicyReader {
  readonly findings: Finding[] = [];
  /** What files say in several languages, and what they say in English. */
  readonly texts: { file: string; texts: readonly SaidText[] }[] = [];
  readonly #contents: { kind: TextFile; content: unknown }[] = [];
  readonly #dir: string;
  readonly #cache: YamlCache;
  readonly #places = new Map<string, (path: Problem['path']) => number>();
  constructor(dir: string, cache: YamlCache) {
    this.#dir = dir;
    this.#cache = cache;
  }

  report({ file, path, line, message }: Problem): void {
    const at = line ?? this.#places.get(file)?.(path) ?? 1;
    this.findings.push({ file: join(this.#dir, file), line: at, field: fieldOf(path), message });
  }

  yaml(file: string): Sourced {
    const text = this.#text(file);
    return { file, content: text === null ? undefined : this.#inEnglish(file, this.#parse(file, text, 0), true) };
  }

  /** The texts of a folder that has a loader of its own, which reports what is wrong there. */
  beside(folder: 'filings' | 'playbooks' | 'detection'): void {
    for (const name of this.#names(folder).filter((each) => each.endsWith('.yaml'))) {
      const file = `${folder}/${name}`;
      const text = this.#text(file);
      if (text !== null) this.#inEnglish(file, this.#parse(file, text, 0, false), false);
    }
  }

  #inEnglish(file: string, written: unknown, isReported: boolean): unknown {
    const { content, texts, mistakes } = splitTexts(written);
    const [folder = ''] = file.split(/[/.]/);
    if (texts.length > 0) this.texts.push({ file, texts });
    if (isTextFile(folder)) this.#contents.push({ kind: folder, content });
    for (const mistake of isReported ? mistakes : []) this.report({ file, ...mistake, path: [...mistake.path] });
    return content;
  }

  english(): string[] {
    return this.#contents.flatMap(({ kind, content }) => textsOf(kind, content).map(({ text }) => text));
  }

  /** Names without their ending. A file with any other ending is reported: it would be silently ignored. */
  list(folder: string, ending: string): string[] {
    const names = this.#names(folder);
    for (const name of names.filter((n) => !n.endsWith(ending))) {
      this.report({ file: `${folder}/${name}`, path: [], message: `only ${ending} files belong here` });
    }
    return names.filter((name) => name.endsWith(ending)).map((name) => basename(name, ending));
  }

  languages(): string[] {
    return this.#names('notices');
  }

  templates(language: string): PolicySource['notices'] {
    return this.list(`notices/${language}`, '.md').flatMap((name) => {
      const file = `notices/${language}/${name}.md`;
      if (!isTemplateName(name)) {
        const known = Object.keys(TEMPLATES).join(', ');
        this.report({ file, path: [], message: `there is no notice '${name}'; there are ${known}` });
        return [];
      }
      const [, front, body] = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(this.#text(file) ?? '') ?? [];
      const head = front === undefined ? undefined : this.#parse(file, front, 1);
      if (front === undefined || body === undefined || !isHead(head)) {
        this.report({ file, path: [], message: 'must begin with --- lines around `subject` and, if any, `optional`' });
        return [];
      }
      const { subject, optional = [] } = head;
      const template: NoticeTemplate = { name, language, subject, body, optional };
      return [{ file, bodyLine: front.split('\n').length + 2, template }];
    });
  }

  #names(folder: string): string[] {
    const path = join(this.#dir, folder);
    if (!existsSync(path)) return [];
    if (statSync(path).isDirectory()) return readdirSync(path).sort();
    this.report({ file: folder, path: [], message: 'is a file, and only folders belong here' });
    return [];
  }

  #text(file: string): string | null {
    try {
      return readTextFile(join(this.#dir, file));
    } catch (error) {
      if (!(error instanceof FileMistakes)) throw error;
      this.findings.push(...error.findings);
      return null;
    }
  }

  #parse(file: string, text: string, linesBefore: number, isReported = true): unknown {
    // A text that is known is parsed only where a place in it is asked for.
    const parse = parsedLate(text);
    this.#places.set(file, (path) => parse().lineOf(path) + linesBefore);
    const known = this.#cache.find(text);
    if (known !== undefined) return known;
    const { content, mistakes } = parse();
    if (mistakes.length === 0) this.#cache.add(text, content);
    for (const { line, message } of isReported ? mistakes : []) {
      this.report({ file, path: [], line: line + linesBefore, message });
    }
    return content;
  }
}

function isTextFile(name: string): name is TextFile {
  return Object.hasOwn(TEXTS_OF, name);
}

function isHead(value: unknown): value is { subject: string; optional?: Placeholder[] } {
  const { subject, optional = [], ...rest } = Object(value) as Record<string, unknown>;
  const isList = Array.isArray(optional) && optional.every((name) => typeof name === 'string');
  return typeof subject === 'string' && subject.trim() !== '' && isList && Object.keys(rest).length === 0;
}
