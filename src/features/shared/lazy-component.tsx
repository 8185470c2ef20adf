import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import { fetched } from '#core/failure.ts'

/** A component in a file of its own. If the file cannot be loaded, the nearest ErrorBoundary says so. */
export function lazyComponent<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await fetched(load) }))
}
