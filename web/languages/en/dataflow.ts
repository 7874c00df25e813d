export const dataflow = {};
