import * as v from 'valibot'

/**
 * The archive file, version 1.
 *
 * UTF-8 text, one JSON value on each line, each line ended by a line feed, all of it packed with gzip (an unpacked file
 * is read too). Name: `*.ndjson.gz`.
 *
 * 1. The first line is the **header**: `format` and `version` first, then the version of the app, the portal, who
 *    deleted, when, for which plan, with which reference, and how many contacts were planned.
 * 2. Then one line for each **contact**: `{"kind":"contact","contact":{…}}`, see `archived-contact.ts`.
 * 3. The last line is the **trailer**: the number of contacts, how many of them are incomplete, and for each part of
 *    the file its length in bytes and its SHA-256. The first part is the header alone. The parts cover the file from
 *    the first byte to the trailer without gaps, so every byte is covered by a checksum.
 *
 * A reader ignores keys it does not know. A change that an old reader would misread needs a new version.
 */
export const FORMAT = 'tidy-contacts-archive'
export const VERSION = 1

export interface ArchiveHeader {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  readonly appVersion: string
  /** `memberId` never changes; the host may. */
  readonly portal: { readonly memberId: string; readonly host: string }
  /** The user who deleted. */
  readonly user: { readonly id: number; readonly name: string }
  /** Unix ms. */
  readonly writtenAt: number
  /** The plan of the run; '' for contacts that were deleted one by one. */
  readonly planId: string
  /** The text typed at confirmation; '' for none. */
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

/** Read first: everything else in a header may differ in a newer version. */
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

/** A contact's line, before the contact itself is parsed. */
export const contactLineSchema = v.object({ kind: v.literal('contact'), contact: v.unknown() })
