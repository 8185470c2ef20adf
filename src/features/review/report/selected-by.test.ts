import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EVERYBODY } from '#core/contact/contact-query.ts'
import type { ContactFilters } from '#core/filter/filters.ts'
import { foundSelection } from '#core/plan/search/found-selection.ts'
import { chosenAgain, selectAllThatMatch, type Selection } from '#core/plan/selection.ts'
import { loadTexts } from '#i18n/catalogue.ts'
import { createFormat } from '#i18n/format.ts'
import type { Text } from '#i18n/translation.tsx'
import { arbitraryFilters } from '../../../../e2e/simulation/arbitrary-filters.ts'
import { selectedBy } from './selected-by.ts'

const english = await loadTexts('en')
const t: Text = (id, values) => english._(id, values)
const format = createFormat('en')

const filters = arbitraryFilters({
  people: [1, 2, 3, 4],
  companies: [4],
  sources: ['WEB', 'CALL', 'EMAIL', 'OTHER'],
  types: ['CLIENT', 'SUPPLIER', 'PARTNER', 'OTHER'],
  ids: [5, 6, 7, 8],
  from: Date.UTC(2020, 0, 1),
  until: Date.UTC(2026, 0, 1),
})

it('how contacts were selected is said in words, whatever it is, and after each colon something stands', () => {
  const from = fc.oneof(fc.constant<ContactFilters>({}), filters)
  const selections: fc.Arbitrary<Selection> = fc.oneof(
    fc
      .tuple(from, fc.constantFrom('', ' ', 'Ann'))
      .map(([filters, search]) => selectAllThatMatch({ ...EVERYBODY, filters, search }, 9)),
    fc
      .tuple(from, fc.constantFrom('shared', 'unlinked'))
      .map(([group, what]) => foundSelection([1], { what, group })),
    fc.constantFrom<Selection>(chosenAgain([1]), {
      ...chosenAgain([1]),
      found: { what: 'shared', group: {} },
    }),
  )
  fc.assert(
    fc.property(selections, (selection) => {
      const said = selectedBy(selection, t, format)
      expect(said).not.toBe('')
      expect(said).not.toMatch(/:\s*(·|$)/u)
    }),
  )
})
