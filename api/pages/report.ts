import type { Routes } from '../routes/route.ts';

export const reportPages: Routes = () => undefined;
