import type { Address, BankDetail } from '../contract.ts'
import type { RequisiteTable } from './requisite-table.ts'
import { below, pick, share } from './seed/prng.ts'

/** Accounts and addresses of requisites. */
export interface DetailTable {
  bankDetail(id: number): BankDetail | undefined
  bankDetailsOf(requisiteId: number): BankDetail[]
  addBankDetail(detail: Omit<BankDetail, 'ID'>): BankDetail
  removeBankDetail(id: number): boolean
  addressesOf(requisiteId: number): Address[]
  /** False: the requisite has one of this type. */
  addAddress(address: Address): boolean
}

/** Accounts that are added are numbered from here on; the seeded one of a requisite has the requisite's number. */
const FIRST_ADDED = 10_000_000
const RUSSIA = 1
const DRAW = { bank: 4100, account: 4101, address: 4110, second: 4111, city: 4112, house: 4113 }
const BANKS = ['North Bank', 'Сбережения и кредит', 'Banco del Sol', 'Merchants & Sons <Bank>'] as const
type City = Readonly<Record<'CITY' | 'COUNTRY' | 'POSTAL_CODE' | 'ADDRESS_1', string>>
const CITIES: readonly [City, ...City[]] = [
  { CITY: 'Berlin', COUNTRY: 'Germany', POSTAL_CODE: '10115', ADDRESS_1: 'Invalidenstraße' },
  { CITY: 'Москва', COUNTRY: 'Россия', POSTAL_CODE: '101000', ADDRESS_1: 'ул. Мясницкая' },
  { CITY: 'São Paulo', COUNTRY: 'Brasil', POSTAL_CODE: '01310-100', ADDRESS_1: 'Avenida Paulista' },
]
const [DELIVERY, REGISTERED] = [1, 4]

/** Half of the seeded requisites have an account, most have an address, some two. A requisite that is gone has none. */
export function createDetailTable(seed: number, requisites: RequisiteTable): DetailTable {
  const bankDetails = new Map<number, BankDetail>()
  const removed = new Set<number>()
  const ofRequisite = new Map<number, number[]>()
  const addresses = new Map<number, Address[]>()
  let last = FIRST_ADDED

  const isSeeded = (requisiteId: number): boolean => requisiteId <= requisites.seededCount

  function seededBank(id: number): BankDetail | undefined {
    // The first requisite is that of the contact that has everything.
    if (!isSeeded(id) || (id > 1 && share(seed, id, DRAW.bank) > 0.5)) return undefined
    const RQ = {
      RQ_BANK_NAME: pick(BANKS, seed, id, DRAW.bank + 1000),
      RQ_ACC_NUM: String(40_817_810_000_000 + below(999_999_999, seed, id, DRAW.account)),
      RQ_BIK: '044525225',
    }
    return { ID: id, ENTITY_ID: id, NAME: 'Main account', COUNTRY_ID: RUSSIA, RQ }
  }
  function bankDetail(id: number): BankDetail | undefined {
    const detail = removed.has(id) ? undefined : (bankDetails.get(id) ?? seededBank(id))
    return detail !== undefined && requisites.get(detail.ENTITY_ID) !== undefined ? detail : undefined
  }
  function seededAddresses(requisiteId: number): Address[] {
    if (!isSeeded(requisiteId) || (requisiteId > 1 && share(seed, requisiteId, DRAW.address) > 0.7)) return []
    const types =
      requisiteId === 1 || share(seed, requisiteId, DRAW.second) < 0.2 ? [DELIVERY, REGISTERED] : [DELIVERY]
    return types.map((TYPE_ID) => {
      const city = pick(CITIES, seed, requisiteId, DRAW.city + TYPE_ID)
      const house = 1 + below(90, seed, requisiteId, DRAW.house + TYPE_ID * 10)
      const fields = {
        ...city,
        ADDRESS_1: `${city.ADDRESS_1} ${house}`,
        ADDRESS_2: TYPE_ID === 1 ? '2nd floor' : '',
      }
      return { TYPE_ID, ENTITY_ID: requisiteId, fields }
    })
  }
  function addressesOf(requisiteId: number): Address[] {
    if (requisites.get(requisiteId) === undefined) return []
    return [...seededAddresses(requisiteId), ...(addresses.get(requisiteId) ?? [])]
  }

  return {
    bankDetail,
    bankDetailsOf: (requisiteId) =>
      [requisiteId, ...(ofRequisite.get(requisiteId) ?? [])]
        .flatMap((id) => bankDetail(id) ?? [])
        .filter((one) => one.ENTITY_ID === requisiteId),
    addBankDetail(fields) {
      const detail: BankDetail = { ...fields, ID: ++last }
      bankDetails.set(detail.ID, detail)
      ofRequisite.set(detail.ENTITY_ID, [...(ofRequisite.get(detail.ENTITY_ID) ?? []), detail.ID])
      return detail
    },
    removeBankDetail(id) {
      if (bankDetail(id) === undefined) return false
      removed.add(id)
      return true
    },
    addressesOf,
    addAddress(address) {
      if (addressesOf(address.ENTITY_ID).some((one) => one.TYPE_ID === address.TYPE_ID)) return false
      addresses.set(address.ENTITY_ID, [...(addresses.get(address.ENTITY_ID) ?? []), address])
      return true
    },
  }
}
