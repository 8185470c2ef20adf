import { createContext, use } from 'react'
import type { Ports } from '#core/ports.ts'

/** Set once in main: the features' only way to the outside. */
export const PortsContext = createContext<Ports | null>(null)

export function usePorts(): Ports {
  const ports = use(PortsContext)
  if (ports === null) throw new Error('usePorts outside PortsContext')
  return ports
}
