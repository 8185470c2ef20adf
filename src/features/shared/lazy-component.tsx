import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import { fetched } from '#core/failure.ts'

/** A component in a file of its own. The nearest ErrorBoundary says so where it cannot be fetched, never a blank. */
export function part<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => ({ default: await fetched(load) }))
}
