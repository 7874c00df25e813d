import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import type { DutyChange } from '../../domain/policy/changes.ts';
import { RESPONDERS } from '../../domain/roles.ts';
import type { SettingProblem } from '../../domain/settings/apply.ts';
import {
  isRowKind,
  rowKindOf,
  SETTING_SECTIONS,
  type SettingSection,
  type SettingValue,
  settingFields,
  valueAt,
} from '../../domain/settings/fields.ts';
import { type SettingVersion, settingsAt } from '../../domain/settings/version.ts';
import {
  previewSettings,
  readSettingsNow,
  type SettingsPreview,
  saveSettings,
} from '../../services/settings/change.ts';
import { listUsers } from '../../store/users.ts';
import { EMPTY_FORM, type Form } from '../../web/forms.ts';
import { sayRefusal } from '../../web/refusals.ts';
import { settingsFormPage, settingsPreviewPage } from '../../web/settings/form.ts';
import type { Move, SettingRow } from '../../web/settings/model.ts';
import { settingsPage } from '../../web/settings/page.ts';
import { fieldOfRow, rowsTyped, rowValues } from '../../web/settings/rows.ts';
import { valueTyped } from '../../web/settings/values.ts';
import { localTime } from '../../web/time.ts';
import type { View } from '../../web/view.ts';
import { acceptForms, fingerprint, openForm, valuesOf } from '../forms/form.ts';
import { instantOf } from '../forms/instant.ts';
import type { Routes } from '../http/route.ts';
import { viewOf } from '../http/view.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { settingsLetters } from '../sign-in/settings-letters.ts';
import { sendPage } from './page.ts';

const Params = z.strictObject({ section: z.enum(SETTING_SECTIONS) });
const MOST_REASONS = 2_000;

/** What of the organisation is set on pages, as versions. */
export const settingsPages: Routes = (server, deps) => {
  acceptForms(server);
  const schema = { params: Params };

  server.get('/desk/settings', async (request, reply) => {
    const { versions, rows } = await readRows();
    const holds = settingsAt(versions, deps.clock()).last?.number ?? null;
    return sendPage(reply, settingsPage(await viewOf(deps, request), { rows, versions, holds }));
  });

  server.get('/desk/settings/:section', { schema }, async (request, reply) =>
    showForm(request, reply, request.params.section, await openForm(deps, request)),
  );

  server.post('/desk/settings/:section', { schema }, async (request, reply) => {
    const { section } = request.params;
    const view = await viewOf(deps, request);
    const values = valuesOf(request);
    const refuse = (problems: Form['problems']) => {
      request.refusal = 'bad-input';
      return showForm(request, reply, section, { values, problems }, 422);
    };
    const { rows } = await readRows();
    const own = rows.filter((row) => row.section === section);
    const { typed, twice } = valuesTyped(own, values);
    const reasons = String(values.reasons ?? '').trim();
    const { unchanged, needsReasons } = view.words.settings;
    const missing =
      reasons === '' || reasons.length > MOST_REASONS ? [{ field: 'reasons', message: needsReasons }] : [];
    const from = readFrom(view, values);
    const { preview, problems } = await previewSettings(deps, typed, from.at);
    const wrong = [
      ...problems.map((problem) => sayProblem(view, problem, typed)),
      ...twice.map((field) => ({ field, message: view.words.settings.twice })),
      ...missing,
      ...from.problems,
    ];
    if (preview === null || wrong.length > 0) return refuse(wrong);
    // Whoever is where the example company is says so by saving it as it stands.
    const confirms = section === 'law';
    if (preview.changes.length === 0 && !confirms) return refuse([{ field: own[0]?.path ?? '', message: unchanged }]);
    const seen = seenOf(preview);
    const isSeen = values.seen === seen && (!isAsked(preview) || values.stops === 'yes');
    if (!isSeen) return showPreview(request, reply, section, preview, { values, seen });
    const by = principalOf(request).name;
    try {
      await saveSettings(deps, preview, { by, reasons, effectiveFrom: from.at, confirms });
    } catch (error) {
      if (!(error instanceof TocsinError) || error.code !== 'stale') throw error;
      return refuse([{ field: own[0]?.path ?? '', message: sayRefusal(view, error) }]);
    }
    const name = request.session?.displayName ?? by;
    deps.signIn.mail(settingsLetters(deps, { by: name, reasons, changes: preview.changes }), request);
    request.log.info({ by, settings: preview.number }, 'settings changed');
    return reply.redirect('/desk/settings#history', 303);
  });

  async function readRows(): Promise<{ rows: SettingRow[]; versions: SettingVersion[] }> {
    const { versions, values, organisation } = await readSettingsNow(deps);
    const { organisation: file } = deps.filePolicy;
    const rows = settingFields(file).map((field): SettingRow => {
      const setBy = versions.find(({ changes }) => changes.some(({ path }) => path === field.path));
      const version = field.path in values ? (setBy?.number ?? null) : null;
      return { ...field, value: valueAt(organisation, field.path), file: valueAt(file, field.path), version };
    });
    return { rows, versions };
  }

  async function showForm(
    request: FastifyRequest,
    reply: FastifyReply,
    section: SettingSection,
    form: Form,
    status = 200,
  ) {
    const { rows } = await readRows();
    const own = rows.filter((row) => row.section === section);
    const shown = { ...form, values: withoutEmptied(own, form.values) };
    const choices = {
      users: (await listUsers(deps.store, RESPONDERS))
        .filter(({ disabled }) => !disabled)
        .map(({ id, name }) => [id, name] as const),
      sources: deps.sources.all.map(({ name }) => name),
    };
    return sendPage(
      reply,
      settingsFormPage(await viewOf(deps, request), { section, rows: own, form: shown, choices }),
      status,
    );
  }

  /** What the change does, with the form again in hidden fields; asked anew where it has changed since. */
  async function showPreview(
    request: FastifyRequest,
    reply: FastifyReply,
    section: SettingSection,
    preview: SettingsPreview,
    { values, seen }: { values: Form['values']; seen: string },
  ) {
    const view = await viewOf(deps, request);
    const { stops: _, seen: before, ...rest } = values;
    const { askStops, askRisks, changedSince } = view.words.settings;
    const isSeen = before === seen;
    const asking = preview.stops.length > 0 ? askStops : askRisks;
    const why = before === undefined ? null : isSeen ? asking : changedSince;
    const form = why === null ? EMPTY_FORM : { values: {}, problems: [{ field: isSeen ? 'stops' : '', message: why }] };
    const hidden = { ...rest, seen };
    const { changes, effects, stops } = preview;
    const does = { changes, effects, moves: movesOf(preview), stops: stops.length > 0, risks: isAsked(preview) };
    const content = { section, ...does };
    return sendPage(reply, settingsPreviewPage(view, { ...content, hidden, form }), why === null ? 200 : 422);
  }
};

/** By it a change that another administrator made meanwhile is noticed, and one of the incidents. */
function seenOf(preview: SettingsPreview): string {
  const { number, changes, policy, effects } = preview;
  return fingerprint({ number, changes, version: policy.policyVersion, moves: movesOf(preview), effects });
}

/** Whether it is asked for again: it stops something, or does what nobody should do unawares. */
function isAsked({ stops, effects }: SettingsPreview): boolean {
  return stops.length > 0 || effects.some(({ kind }) => kind !== 'on-duty');
}

/** What a form sets, by path; `twice`: fields of short names that stand twice. */
function valuesTyped(
  rows: readonly SettingRow[],
  values: Form['values'],
): { typed: Record<string, SettingValue>; twice: string[] } {
  const typed: Record<string, SettingValue> = {};
  const twice: string[] = [];
  for (const row of rows) {
    const { path, kind } = row;
    if (!isRowKind(kind)) {
      if (path in values) typed[path] = valueTyped(row, String(values[path]));
      continue;
    }
    const read = rowsTyped(kind, path, values);
    if (read === null) continue;
    typed[path] = row.empty === 'refused' ? (read.value ?? []) : read.value;
    twice.push(...read.twice.map((index) => `${path}.${index}.id`));
  }
  return { typed, twice };
}

/** What was typed, with the entries of lists counted anew where some were emptied. */
function withoutEmptied(rows: readonly SettingRow[], values: Form['values']): Form['values'] {
  let shown = values;
  for (const { path, kind } of rows) {
    const read = isRowKind(kind) ? rowsTyped(kind, path, values) : null;
    if (read === null || !isRowKind(kind)) continue;
    const others = Object.entries(shown).filter(([name]) => !name.startsWith(`${path}.`));
    shown = { ...Object.fromEntries(others), ...rowValues(kind, path, read.entries) };
  }
  return shown;
}

/** A refusal at its field, in the language of the page. */
function sayProblem(
  view: View,
  { path, at = [], given, holes, later }: SettingProblem,
  typed: Readonly<Record<string, SettingValue>>,
): Form['problems'][number] {
  const { bad, nobody, againstLater } = view.words.settings;
  const kind = rowKindOf(path);
  const field = kind === null ? path : fieldOfRow(kind, path, typed[path] ?? null, at);
  if (holes !== undefined) return { field, message: nobody(holes) };
  if (later !== undefined) return { field, message: againstLater(later.number, localTime(later.from, view)) };
  return { field, message: bad(said(given)) };
}

/** What changes for which duty, over all open incidents: how many, and none by its reference. */
function movesOf({ moves: { breaches } }: SettingsPreview): Move[] {
  const open = breaches.filter(({ isOpen }) => isOpen).flatMap(({ duties }) => duties);
  const byDuty = Map.groupBy(open, ({ obligation, change }: DutyChange) => `${obligation} ${change}`);
  return [...byDuty.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { obligation, article, title, change } = first;
    return [{ obligation, article, title, change, incidents: others.length + 1 }];
  });
}

/** What was refused, to be named; empty where nothing was typed. */
function said(given: SettingValue): string {
  return typeof given === 'string' || typeof given === 'number' ? String(given).slice(0, 60) : '';
}

function readFrom(view: View, values: Form['values']): { at: string | null; problems: Form['problems'] } {
  try {
    return { at: instantOf(view, values, 'from'), problems: [] };
  } catch (error) {
    if (!(error instanceof TocsinError)) throw error;
    return { at: null, problems: [{ field: error.field ?? 'from', message: error.message }] };
  }
}
