import fc from 'fast-check'
import type { JsonObject } from '../../src/core/json.ts'
import {
  ARCHIVE_SECTIONS,
  COMMUNICATION_KINDS,
  UNSAVED_REASONS,
  type ArchivedContact,
} from '../../src/core/archive/archived-contact.ts'

const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const maybeId = fc.oneof(fc.constant(0), id)

/** Texts as people and imports leave them: emoji, right-to-left, line breaks, halves of characters, tokens of batches. */
export const arbitraryText = fc.oneof(
  fc.constantFrom(
    '',
    'Анна Доу',
    '👩‍👩‍👧 Ann',
    '\u202Eعلي بن محمد\u202C',
    'line\nbreak\r\nand\u2028more',
    '"quoted" \\ {"kind":"trailer"}',
    '$result[c1][ID]',
    '\uD83D',
    '\uFEFFbom',
    '\0',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
)

/** JSON has no negative zero. */
const jsonObject = fc
  .dictionary(
    fc.oneof(fc.constantFrom('NAME', 'UF_CRM_1', 'constructor', 'ПОЛЕ'), arbitraryText),
    fc.jsonValue({ maxDepth: 3 }),
    { maxKeys: 6 },
  )
  .map((object) => JSON.parse(JSON.stringify(object)) as JsonObject)

export const arbitraryContact: fc.Arbitrary<ArchivedContact> = fc.record({
  id,
  readAt: fc.integer({ min: 0, max: 2e12 }),
  fields: jsonObject,
  communications: fc.array(
    fc.record({
      kind: fc.constantFrom(...COMMUNICATION_KINDS),
      valueType: arbitraryText,
      value: arbitraryText,
    }),
    { maxLength: 4 },
  ),
  companies: fc.array(
    fc.record({ id, primary: fc.boolean(), sort: fc.integer({ min: 0, max: 1000 }), roleId: maybeId }),
    { maxLength: 3 },
  ),
  links: fc.array(
    fc.record({
      entityTypeId: fc.constantFrom(1, 2, 7, 31, 128),
      id,
      title: arbitraryText,
      primary: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  requisites: fc.array(
    fc.record({
      id,
      fields: jsonObject,
      bankDetails: fc.array(fc.record({ id, fields: jsonObject }), { maxLength: 2 }),
      addresses: fc.array(fc.record({ typeId: maybeId, fields: jsonObject }), { maxLength: 2 }),
    }),
    { maxLength: 2 },
  ),
  activities: fc.array(
    fc.record({
      id,
      subject: arbitraryText,
      typeId: fc.constantFrom(1, 2, 4, 6),
      providerId: arbitraryText,
      deadline: fc.constantFrom('', '2026-01-10T10:00:00+03:00'),
      responsibleId: maybeId,
      bindings: fc.array(fc.record({ entityTypeId: fc.constantFrom(2, 3, 4), id }), { maxLength: 3 }),
      fields: jsonObject,
    }),
    { maxLength: 2 },
  ),
  comments: fc.array(fc.record({ id, authorId: maybeId, createdAt: arbitraryText, text: arbitraryText }), {
    maxLength: 2,
  }),
  names: fc.array(
    fc.record({
      of: fc.constantFrom(
        'user' as const,
        'company' as const,
        'item' as const,
        'status' as const,
        'field' as const,
      ),
      key: arbitraryText,
      name: arbitraryText,
    }),
    { maxLength: 3 },
  ),
  files: fc.array(
    fc.record({ field: arbitraryText, name: arbitraryText, base64: fc.base64String({ maxLength: 40 }) }),
    { maxLength: 1 },
  ),
  unsaved: fc.array(
    fc.record({
      part: fc.constantFrom(...ARCHIVE_SECTIONS),
      what: arbitraryText,
      reason: fc.constantFrom(...UNSAVED_REASONS),
    }),
    { maxLength: 2 },
  ),
})

export const arbitraryContacts = fc.uniqueArray(arbitraryContact, {
  maxLength: 6,
  selector: (contact) => contact.id,
})
