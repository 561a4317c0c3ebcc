/** Where a person is asked: questions go where complaints go, so that what a command prints can still be piped. */
export const terminal = { input: process.stdin, output: process.stderr } as const;
