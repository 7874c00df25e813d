import type { Routes } from '../routes/route.ts';

export const apiDocsPages: Routes = () => undefined;
