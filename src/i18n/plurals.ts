/** The forms of a word that a count may ask for; which of them a language has, CLDR says. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/**
 * What counts in a language: `#` in the form that its rules ask for (Unicode CLDR, by `Intl.PluralRules`) is the number.
 * `counting('en')(1, { one: '# day', other: '# days' })` is `1 day`.
 */
export function counting(locale: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale);
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', String(count));
}
