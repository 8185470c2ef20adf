import titles from 'virtual:place-titles'
import type { AppPlace, PlaceTitle } from '#core/ports.ts'
import type { MessageId } from '#i18n/catalogue.ts'

/** What the app does in each place: the portal shows nothing else there. */
const TITLES: readonly (readonly [AppPlace, MessageId])[] = [
  ['card-tab', 'install.titleTab'],
  ['row-menu', 'install.titleMenu'],
  ['list-toolbar', 'common.appName'],
]
const DESCRIPTION: MessageId = 'install.placeDescription'

/** The names of the app's places in every language. */
export function placeTitles(): PlaceTitle[] {
  return Object.entries(titles).flatMap(([language, texts]) => {
    const description = texts[DESCRIPTION] ?? ''
    return TITLES.map(([place, id]) => ({ place, language, title: texts[id] ?? '', description }))
  })
}
