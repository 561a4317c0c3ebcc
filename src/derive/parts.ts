/** A stretch of a long list that has a page of its own: a year, `2008`, or a month of a full year, `2008-09`. */
export interface Part<Value> {
  readonly name: string;
  readonly values: readonly Value[];
}

/** What stands before and after a part, where all are named with the newest first. */
export function partsBeside(
  names: readonly string[],
  current: string,
): { readonly newer: string | undefined; readonly older: string | undefined } {
  const at = names.indexOf(current);
  return { newer: at > 0 ? names[at - 1] : undefined, older: names[at + 1] };
}

/** What one page holds at most before its list is split; a page of that many incidents stays under 40 KB. */
export const PAGE_LIMIT = 60;

/**
 * A long list by years, and a year that is itself too long by months; in the order of the list. Nothing where one page
 * holds it all. `monthOf` tells a value's month, `2008-09`.
 */
export function partsOf<Value>(
  values: readonly Value[],
  monthOf: (value: Value) => string,
  limit = PAGE_LIMIT,
): readonly Part<Value>[] {
  if (values.length <= limit) return [];
  const years = Map.groupBy(values, (value) => monthOf(value).slice(0, 4));
  return [...years].flatMap(([year, inYear]) => {
    if (inYear.length <= limit) return [{ name: year, values: inYear }];
    return [...Map.groupBy(inYear, monthOf)].map(([name, inMonth]) => ({ name, values: inMonth }));
  });
}
