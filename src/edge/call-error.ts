/**
 * The call is at fault, not the content: a setting, a folder, a port. The message stands by itself, for the person who
 * called: what was read, and what to write instead. A command answers it with exit code 2.
 */
export class CallError extends Error {
  override readonly name = 'CallError';
}
