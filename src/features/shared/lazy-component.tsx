import { lazy, type ComponentType, type LazyExoticComponent } from 'react'

/** A part of the app that is loaded when asked for could not be fetched: the connection broke, or a new version moved in. */
export class PartMissing extends Error {
  override readonly name = 'PartMissing'
}

/** A component in a chunk of its own. Failing to fetch it is told by the nearest ErrorBoundary, never by a blank. */
export function part<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    try {
      return { default: await load() }
    } catch {
      throw new PartMissing('a part of the app could not be fetched')
    }
  })
}
