import type { Routes } from '../routes/route.ts';

export const registerPages: Routes = () => undefined;
