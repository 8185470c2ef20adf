/** 128 random bits in hex. `crypto.randomUUID` does not exist on a portal without https. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))]
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('')
}
