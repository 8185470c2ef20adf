import type { Contact } from '../contract.ts'

/** A contact that breaks careless screens. It sits at the id of its name in every seeded portal. */
export type OddFields = Partial<
  Pick<Contact, 'NAME' | 'LAST_NAME' | 'SECOND_NAME' | 'COMMENTS' | 'CATEGORY_ID'>
> & {
  /** None of them, or as drawn. */
  phone?: 'none'
  email?: 'none'
}

/** Ids of the odd contacts, for tests to name them. The ordinary rest starts at 41. */
export const ODD = {
  noName: 3,
  noNameNoPhoneNoMail: 5,
  longName: 7,
  longWord: 9,
  html: 11,
  quotes: 13,
  emoji: 15,
  rightToLeft: 17,
  mixedDirections: 19,
  sameNameA: 21,
  sameNameB: 23,
  noPhone: 25,
  noEmail: 27,
  sixtyDeals: 29,
  otherCategory: 31,
  spacesAround: 33,
  onlyLastName: 35,
  zalgo: 37,
  /** Nothing hangs on it. */
  nothing: 38,
  batchToken: 39,
  /** Something of every kind hangs on it. */
  everything: 40,
} as const

export const ODD_FIELDS: ReadonlyMap<number, OddFields> = new Map<number, OddFields>([
  [ODD.noName, { NAME: '', LAST_NAME: '', SECOND_NAME: '' }],
  [ODD.noNameNoPhoneNoMail, { NAME: '', LAST_NAME: '', SECOND_NAME: '', phone: 'none', email: 'none' }],
  [
    ODD.longName,
    {
      NAME: 'Maximiliana Wilhelmine '.repeat(6).trim(),
      LAST_NAME: 'von und zu Hohenlohe-Waldenburg '.repeat(4).trim(),
    },
  ],
  [
    ODD.longWord,
    { NAME: 'Hubert', LAST_NAME: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(7).slice(0, 240) },
  ],
  [ODD.html, { NAME: '<b>Bobby</b>', LAST_NAME: '<img src=x onerror=alert(1)>', COMMENTS: '<i>careful</i>' }],
  [ODD.quotes, { NAME: 'Dwayne "The Rock"', LAST_NAME: "O'Malley & Sons; DROP TABLE" }],
  [ODD.emoji, { NAME: '🦄 Ünïcørn 👩‍👩‍👧‍👦', LAST_NAME: '🏳️‍🌈 Rainbow' }],
  [ODD.rightToLeft, { NAME: 'عبد الرحمن', LAST_NAME: 'بن خلدون الحضرمي' }],
  [ODD.mixedDirections, { NAME: 'שלום (Shalom) 123', LAST_NAME: 'Ben-Gurion בן-גוריון' }],
  [ODD.sameNameA, { NAME: 'Alex', LAST_NAME: 'Twin', SECOND_NAME: '' }],
  [ODD.sameNameB, { NAME: 'Alex', LAST_NAME: 'Twin', SECOND_NAME: '' }],
  [ODD.noPhone, { NAME: 'Phoebe', LAST_NAME: 'Nophone', phone: 'none' }],
  [ODD.noEmail, { NAME: 'Emil', LAST_NAME: 'Nomail', email: 'none' }],
  [ODD.sixtyDeals, { NAME: 'Diego', LAST_NAME: 'Sixtydeals' }],
  [ODD.otherCategory, { NAME: 'Contractor', LAST_NAME: 'Elsewhere', CATEGORY_ID: 7 }],
  [ODD.spacesAround, { NAME: '  Spacey ', LAST_NAME: ' McSpace  ' }],
  [ODD.onlyLastName, { NAME: '', LAST_NAME: 'Mononym', SECOND_NAME: '' }],
  [ODD.zalgo, { NAME: 'Z̷̢a̴͝l̸̛g̶͠o̸', LAST_NAME: 'T̵e̶x̷t̸' }],
  [ODD.nothing, { NAME: 'Nadia', LAST_NAME: 'Nothing' }],
  [ODD.everything, { NAME: 'Vera', LAST_NAME: 'Everything' }],
  [ODD.batchToken, { NAME: '$total[c1]', LAST_NAME: '$result[x]', COMMENTS: 'A comment with $total[x]' }],
])

/** The first ordinary contact. */
export const FIRST_ORDINARY_ID = 41
