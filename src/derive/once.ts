/** Works something out when it is asked for first, and never again. */
export function once<Value>(make: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
}

/** The same for each value, as long as that value is there: what many pages ask of one site is made once. */
export function oncePer<Value extends object, Made>(make: (value: Value) => Made): (value: Value) => Made {
  const made = new WeakMap<Value, () => Made>();
  return (value) => {
    const known = made.get(value) ?? once(() => make(value));
    made.set(value, known);
    return known();
  };
}
