import { z } from 'zod';
import { readRuleReport } from '../../services/alert/rules.ts';
import { MOST_RULE_DAYS } from '../../store/detection-rules.ts';
import { wholeNumber } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { DetectionRules } from '../openapi/answers/detection-rules.ts';
import { operation } from '../openapi/operation.ts';

const USUAL_DAYS = 90;

/** How rules of detection do. */
export const detectionRuleRoutes: Routes = (server, deps) => {
  const days = wholeNumber(1, MOST_RULE_DAYS).default(USUAL_DAYS).describe('How many days back');
  const list = operation(
    {
      id: 'listDetectionRules',
      tag: 'intake',
      summary: 'What each rule of detection opened, and what people found that to be; the noisiest first',
      description: 'Counted since version 0.10. Rules of the policy that decided nothing come last.',
      answers: { 200: DetectionRules },
    },
    { querystring: z.strictObject({ days }) },
  );
  server.get('/detection/rules', { schema: list }, async ({ query }) => readRuleReport(deps, query.days));
};
