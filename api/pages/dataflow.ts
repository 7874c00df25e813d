import type { Routes } from '../routes/route.ts';

export const dataflowPages: Routes = () => undefined;
