import fc from 'fast-check'
import type { ArchivedContact } from '../../../src/core/archive/archived-contact.ts'
import { seconds } from '../arbitrary-seconds.ts'
import { failure } from '../faults.ts'
import type { RestoreScenario } from './restore-scenario.ts'

const number = fc.integer({ min: 1, max: 30 })
const text = fc.constantFrom('Ann', 'Анна 👩', '', 'pays $result[c1] late')

/** Contacts with little of everything, so that what hangs on them often meets. */
function contactsOf(most: number): fc.Arbitrary<ArchivedContact[]> {
  return fc
    .array(
      fc.record({
        readAt: fc.constant(0),
        fields: fc.record({
          NAME: text,
          ASSIGNED_BY_ID: fc.constant('1'),
          ORIGINATOR_ID: fc.constantFrom('', '', 'erp'),
          ORIGIN_ID: fc.constantFrom('', 'A1', 'A2', 'A3'),
        }),
        communications: fc.constant([]),
        companies: fc.uniqueArray(
          fc.record({ id: number, primary: fc.boolean(), sort: fc.constant(10), roleId: fc.constant(0) }),
          { maxLength: 2, selector: ({ id }) => id },
        ),
        links: fc.uniqueArray(
          fc.record({
            entityTypeId: fc.constantFrom(2, 31),
            id: number,
            title: fc.constant(''),
            primary: fc.boolean(),
          }),
          { maxLength: 3, selector: ({ entityTypeId, id }) => `${entityTypeId} ${id}` },
        ),
        requisites: fc
          .array(fc.record({ text, banks: fc.nat(2), addresses: fc.nat(1) }), { maxLength: 2 })
          .map((rows) =>
            rows.map(({ text: name, banks, addresses }, at) => ({
              id: at + 1,
              fields: { NAME: name, PRESET_ID: '1', XML_ID: at === 0 ? 'own' : '' },
              bankDetails: Array.from({ length: banks }, (_, bank) => ({
                id: bank + 1,
                fields: { NAME: 'Bank' },
              })),
              addresses: Array.from({ length: addresses }, () => ({ typeId: 1, fields: { CITY: 'Riga' } })),
            })),
          ),
        activities: fc.uniqueArray(number, { maxLength: 2 }).map((ids) =>
          ids.map((id) => ({
            id,
            subject: 'Call',
            typeId: 2,
            providerId: '',
            deadline: '',
            responsibleId: 1,
            bindings: [],
            fields: { SUBJECT: 'Call' },
          })),
        ),
        comments: fc
          .array(text, { maxLength: 2 })
          .map((texts) => texts.map((each, at) => ({ id: at + 1, authorId: 1, createdAt: '', text: each }))),
        names: fc.constant([]),
        files: fc.constant([]),
        unsaved: fc.constant([]),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((contacts) => contacts.map((contact, at) => ({ id: at + 1, ...contact })))
}

/** @param most contacts. */
export function restoreScenarios(most: number): fc.Arbitrary<RestoreScenario> {
  return fc.record({
    seed: fc.nat(),
    contacts: contactsOf(most),
    faultRate: fc.constantFrom(0, 0.1, 0.3, 0.6),
    seconds: fc.constantFrom(0.02, 0.3, 4),
    sees: fc.constantFrom('all', 'all', 'some'),
    imports: fc.constantFrom(true, true, false),
    there: fc.array(fc.nat(most), { maxLength: 2 }),
    vetoed: fc.array(fc.nat(most), { maxLength: 2 }),
    disturbances: fc.array(
      fc.record({ after: seconds(20), item: fc.nat(20), act: fc.constantFrom('link', 'delete') }),
      { maxLength: 3 },
    ),
    crashes: fc.array(
      fc.record({ append: fc.integer({ min: 1, max: 25 }), when: fc.constantFrom('before', 'after') }),
      { maxLength: 3 },
    ),
    asks: fc.array(
      fc.record({
        after: seconds(30),
        what: fc.constantFrom('pause-asked', 'resume-asked', 'stop-asked'),
      }),
      { maxLength: 2 },
    ),
    closes: fc.option(
      fc.record({
        after: seconds(20),
        failure: fc.constantFrom(
          failure('app-removed', 'APPLICATION_NOT_FOUND'),
          failure('access-denied', 'user_access_error'),
          failure('auth', 'expired_token'),
        ),
      }),
      { freq: 8 },
    ),
    twin: fc.option(seconds(4), { freq: 4 }),
    recheck: fc.boolean(),
  })
}
