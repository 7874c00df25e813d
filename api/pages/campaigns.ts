import type { Routes } from '../routes/route.ts';

export const campaignPages: Routes = () => undefined;
