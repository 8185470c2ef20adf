import * as v from 'valibot'

/**
 * The archive file, version 1.
 *
 * UTF-8 text, one JSON value a line, each line ended by a line feed, all of it packed with gzip (a file that was
 * unpacked by hand is read too). Name: `*.ndjson.gz`.
 *
 * 1. The first line is the **header**: `format` and `version` first, then which app wrote it, of which portal, who,
 *    when, for which plan, with which reference, and how many contacts were planned.
 * 2. Then one line a **contact**: `{"kind":"contact","contact":{…}}`, see `record.ts`. A contact has one line.
 * 3. The last line is the **trailer**: how many contacts there are and how many of them are incomplete, and for every
 *    part of the file its bytes and their SHA-256. Parts follow one another without a gap from the first byte to the
 *    trailer; the first part is the header alone, so no byte of the file is without a witness.
 *
 * A reader passes over keys it does not know. A change that an old reader would misread makes a new version.
 */
export const FORMAT = 'tidy-contacts-archive'
export const VERSION = 1

export interface ArchiveHeader {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  readonly appVersion: string
  /** `memberId` is the portal's for ever; its host may change. */
  readonly portal: { readonly memberId: string; readonly host: string }
  /** Who deleted. */
  readonly user: { readonly id: number; readonly name: string }
  /** Unix ms. */
  readonly writtenAt: number
  /** The plan of the run; '' for contacts that were deleted one by one. */
  readonly planId: string
  /** What was typed at confirmation; '' for nothing. */
  readonly reference: string
  readonly counts: { readonly planned: number }
}

export interface ArchiveTrailer {
  readonly kind: 'trailer'
  readonly contacts: number
  readonly incomplete: number
  readonly parts: readonly PartSeal[]
}

export interface PartSeal {
  readonly bytes: number
  readonly sha256: string
}

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** For the first look: everything else about a header may differ in a newer version. */
export const signatureSchema = v.object({
  format: v.literal(FORMAT),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
})

export const headerSchema: v.GenericSchema<unknown, ArchiveHeader> = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  appVersion: v.string(),
  portal: v.object({ memberId: v.string(), host: v.string() }),
  user: v.object({ id: natural, name: v.string() }),
  writtenAt: v.pipe(v.number(), v.finite()),
  planId: v.string(),
  reference: v.string(),
  counts: v.object({ planned: natural }),
})

export const partSealSchema: v.GenericSchema<unknown, PartSeal> = v.object({
  bytes: natural,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
})

export const trailerSchema: v.GenericSchema<unknown, ArchiveTrailer> = v.object({
  kind: v.literal('trailer'),
  contacts: natural,
  incomplete: natural,
  parts: v.array(partSealSchema),
})

/** A contact's line, before the contact itself is looked at. */
export const contactLineSchema = v.object({ kind: v.literal('contact'), contact: v.unknown() })
