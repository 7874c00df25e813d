import type { Routes } from '../routes/route.ts';

export const auditPages: Routes = () => undefined;
