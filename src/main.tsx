import { createRoot } from 'react-dom/client'
import { Root } from '#app/root.tsx'
import { begin } from '#app/session.ts'
import { connect } from '#portal/connect.ts'
import '#ui/theme.css'

// At module level and once: the SDK keeps one frame for the page and cannot be started anew (design.md, decision 6).
const start = begin(connect(window), navigator.language)

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no element #root')
createRoot(place).render(<Root start={start} />)
