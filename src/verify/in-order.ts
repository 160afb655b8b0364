/** Hands on values in the order of their places, each as soon as those before it are there. */
export function inOrder<T>(handOn: (value: T) => void): (place: number, value: T) => void {
  const waiting = new Map<number, { readonly value: T }>();
  let next = 0;
  return (place, value) => {
    waiting.set(place, { value });
    for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(next)) {
      waiting.delete(next);
      next += 1;
      handOn(ready.value);
    }
  };
}
