import { canonicalJson } from '../../../domain/audit/chain.ts';
import { saveAnswers } from '../../../services/filing/save.ts';
import { conflictPage } from '../../../web/breach/conflict.ts';
import { inputName } from '../../../web/filing/control.ts';
import { valueTag } from '../../../web/filing/field.ts';
import { filingPath } from '../../../web/filing/model.ts';
import { valuesOf } from '../../forms/form.ts';
import type { Routes } from '../../http/route.ts';
import { principalOf } from '../../sign-in/authentication.ts';
import { sendPage } from '../page.ts';
import { mergeAnswers } from './answers.ts';
import { FilingParams, filingOf, form, requireFilable, stage } from './params.ts';

/** What officers type over the record. It is saved whatever is wrong with it: a draft may be unfinished. */
export const saveFiling: Routes = (server, deps) => {
  const schema = { params: FilingParams };
  server.post('/desk/breaches/:breachId/filings/:obligation', { schema }, async (request, reply) => {
    const values = valuesOf(request);
    const ref = {
      ...request.params,
      stage: stage.optional().catch(undefined).parse(values.stage),
      form: form.parse(values.form),
    };
    const { view, filing, model } = await filingOf(deps, request, ref);
    requireFilable(view, model);
    const { answers, conflicts } = mergeAnswers(values, { fields: model.fields, answers: filing.answers }, view.zone);
    const isSame = canonicalJson(answers) === canonicalJson(filing.answers);
    if (!isSame) await saveAnswers(deps, principalOf(request).name, filing, answers);
    const back = filingPath(model, `?stage=${model.stage}`);
    const read = isSame && values.read === 'yes' ? `&read=${filing.draft.sha256}` : '';
    if (conflicts.length === 0) return reply.redirect(backTo(`${back}${read}`, values.do), 303);
    const seen = model.fields.map((f) => `${f.field.id}:${f.seen}`).join(' ');
    const typed = conflicts.map(({ field, yours }) => [inputName(field), textOf(yours)] as const);
    const page = conflictPage(view, {
      breachId: model.breachId,
      rows: conflicts.map(({ field, now, yours }) => ({
        label: field.label,
        now: valueTag(view, field, now),
        yours: valueTag(view, field, yours),
      })),
      action: filingPath(model),
      hidden: { stage: model.stage, seen, form: model.asked ?? '', ...Object.fromEntries(typed) },
      back,
    });
    return sendPage(reply, page, 409);
  });
};

/** As a hidden field carries it: several options a line each. */
function textOf(value: string | number | boolean | readonly string[] | null): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return [value ?? ''].flat().map(String).join('\n');
}

/** Back to the field that a button of its own acted on: the record's value taken, or more rows. */
function backTo(path: string, button: unknown): string {
  const [, field] = /^(?:record|rows):([\w-]+)$/.exec(String(button ?? '')) ?? [];
  return field === undefined ? path : `${path}#${field}`;
}
