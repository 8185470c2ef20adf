import type { AppPlace, PlaceTitle } from '#core/ports.ts'
import { CATALOGUE_LANGUAGES, loadTexts, type MessageId } from '#i18n/catalogue.ts'

/** What the app does in each place: the portal shows nothing else there. */
const TITLES: readonly (readonly [AppPlace, MessageId])[] = [
  ['card-tab', 'install.titleTab'],
  ['card-menu', 'install.titleMenu'],
  ['row-menu', 'install.titleMenu'],
  ['list-toolbar', 'common.appName'],
]

/** The names of the app's places, in every language that has a catalogue. Rejects if a catalogue cannot be loaded. */
export async function placeTitles(): Promise<PlaceTitle[]> {
  const ofEach = await Promise.all(
    CATALOGUE_LANGUAGES.map(async (language) => {
      const texts = await loadTexts(language)
      const description = texts._('install.placeDescription')
      return TITLES.map(([place, id]) => ({ place, language, title: texts._(id), description }))
    }),
  )
  return ofEach.flat()
}
