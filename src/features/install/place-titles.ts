import type { PlaceTitle } from '#core/ports.ts'
import { CATALOGUE_LANGUAGES, loadTexts } from '#i18n/catalogue.ts'

/** What the app's places are called, in every language there are texts for. Rejects when a catalogue cannot be fetched. */
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
