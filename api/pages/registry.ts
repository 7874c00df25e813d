import type { Routes } from '../http/route.ts';
import { accountPages } from './account.ts';
import { alertPages } from './alerts.ts';
import { apiDocsPages } from './api-docs.ts';
import { auditPages } from './audit.ts';
import { breachPages } from './breach.ts';
import { campaignPages } from './campaigns.ts';
import { communicationForms } from './communications.ts';
import { dataflowPages } from './dataflow.ts';
import { deskPages } from './desk.ts';
import { exercisePages } from './exercises.ts';
import { filingPages } from './filing.ts';
import { minorPages } from './minor.ts';
import { noticePages } from './notices.ts';
import { peoplePages } from './people.ts';
import { policyPages } from './policy.ts';
import { questionPages } from './questions.ts';
import { registerPages } from './register.ts';
import { releasePages } from './release.ts';
import { reportPages } from './report.ts';
import { searchPages } from './search.ts';
import { signInPages } from './sign-in.ts';
import { sourcePages } from './sources.ts';
import { tokenPages } from './tokens.ts';
import { userPages } from './users.ts';
import { workPages } from './work.ts';

/** Every part of Tocsin that has pages for people inside. */
export const PAGES: readonly Routes[] = [
  accountPages,
  alertPages,
  apiDocsPages,
  auditPages,
  breachPages,
  campaignPages,
  communicationForms,
  dataflowPages,
  deskPages,
  exercisePages,
  filingPages,
  minorPages,
  noticePages,
  peoplePages,
  policyPages,
  questionPages,
  registerPages,
  releasePages,
  reportPages,
  signInPages,
  sourcePages,
  tokenPages,
  userPages,
  workPages,
  searchPages,
];
