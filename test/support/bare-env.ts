/**
 * What a process gets that is to know nothing of this one but its own settings: where programs are, and where compiled
 * scripts are kept, without which each process compiles all that it loads, and a worker puts its workflows together.
 */
export function bareEnv(settings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  return { PATH, ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }), ...settings };
}
