/** What we use of a package that comes without types. */
declare module 'fs-native-extensions' {
  /** Gives each of two paths the other's name: in one step, but on Windows. */
  export function swap(from: string, to: string): Promise<void>;
  /** Locks a whole open file for this process, until it is closed; false where another holds it. */
  export function tryLock(fd: number): boolean;
}
