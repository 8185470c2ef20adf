import type { PlaceTitle } from '#core/ports.ts'
import { CATALOGUE_LANGUAGES, loadTexts } from '#i18n/catalogue.ts'

/** The names of the app's places, in every language that has a catalogue. Rejects if a catalogue cannot be loaded. */
export function placeTitles(): Promise<PlaceTitle[]> {
  return Promise.all(
    CATALOGUE_LANGUAGES.map(async (language) => {
      const texts = await loadTexts(language)
      return {
        language,
        title: texts._('install.placeTitle'),
        description: texts._('install.placeDescription'),
      }
    }),
  )
}
