/** What the environment holds under a name; undefined where nothing. The one place where secrets come from. */
export function readSecret(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env[name]?.trim() || undefined;
}
