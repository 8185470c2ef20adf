import { createRoot } from 'react-dom/client'
import { Root } from '#app/root.tsx'
import { begin, type StartResult } from '#app/session.ts'
import { fetched } from '#core/failure.ts'
import type { WorkPorts } from '#core/ports.ts'
import type { DeviceClock } from '#device/clock/clock.ts'
import { steadyNow } from '#device/clock/steady-now.ts'
import { openDayMark } from '#device/storage/day-mark.ts'
import { openPictureStore } from '#device/storage/picture-store.ts'
import { connect, type PortalConnection } from '#portal/connect.ts'
import '#ui/theme.css'
import { version as appVersion } from '../package.json'
// At module level and once: the SDK keeps one frame for the page and cannot be started anew
// (portal README, "Starting the SDK").
const start = begin(connect(window, steadyNow).then(withDevice), navigator.language)

const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no element #root')
createRoot(place).render(<Root start={start} />)

/** The portal's ports and the browser's together. What only deleting many needs is fetched when it is asked for. */
function withDevice(connected: PortalConnection): StartResult {
  if (!connected.ok) return connected
  const { ports, memberId, origin } = connected
  let clock: DeviceClock | undefined
  return {
    ok: true,
    ports: {
      ...ports,
      sweeps: openDayMark(memberId, 'swept'),
      pictures: openPictureStore(memberId),
      async work(): Promise<WorkPorts> {
        const [{ openClock }, { openDevice }, { firstThatKeeps }, { inEachStore }] = await fetched(() =>
          Promise.all([
            import('#device/clock/clock.ts'),
            import('#device/device.ts'),
            import('#core/job/journal/first-journal.ts'),
            import('#core/records/record-stores.ts'),
          ]),
        )
        clock ??= openClock()
        const portal = await connected.work(clock)
        const device = openDevice(memberId, portal.facts.me, clock)
        const { keepDays, user, restoreJournal, ...kept } = portal.recovery
        const { browserStore, ...keeps } = device.recovery
        return {
          ...portal,
          ...device,
          // Where the browser keeps nothing for a frame, the portal does.
          journal: firstThatKeeps([device.journal, portal.journal]),
          recovery: {
            ...kept,
            ...keeps,
            browserStore: browserStore(keepDays),
            restoreJournal: firstThatKeeps([keeps.restoreJournal, restoreJournal]),
            records: inEachStore([kept.records, keeps.records]),
            about: { appVersion, portal: { memberId, host: new URL(origin).host }, user },
          },
        }
      },
      watchUnfinishedRun(onChange) {
        let ended = false
        let end = (): void => undefined
        import('#device/tabs/unfinished.ts').then(
          ({ watchUnfinished }) => {
            if (!ended) end = watchUnfinished(memberId, (has) => onChange(has || connected.holdsRun()))
          },
          // If a chunk is missing, that is reported where it is needed.
          () => undefined,
        )
        return () => {
          ended = true
          end()
        }
      },
    },
  }
}
