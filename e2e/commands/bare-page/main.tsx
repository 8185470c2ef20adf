import { initializeB24Frame } from '@bitrix24/b24jssdk'
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './main.css'

/**
 * The floor that `npm run size` compares with: the least that any app of ours must load, doing nothing. React shows
 * what a query brings from the portal through the SDK.
 */
const portal = initializeB24Frame()

function App() {
  const { data } = useQuery({ queryKey: ['language'], queryFn: async () => (await portal).getLang() })
  return <p className="p-4">{data}</p>
}

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  )
}
