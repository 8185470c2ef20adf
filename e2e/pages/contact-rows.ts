import { expect, type FrameLocator, type Locator } from '@playwright/test'
import type { RestLogEntry, RunningPortal } from '../portal/contract.ts'
import type { Contact } from '../portal/records.ts'

/** The rows of the app's table, seen from outside: by the cards that their names lead to. */
export class ContactRows {
  readonly app: FrameLocator
  readonly table: Locator
  /** What scrolls. */
  readonly region: Locator

  constructor(app: FrameLocator) {
    this.app = app
    this.table = app.getByRole('table', { name: 'Contacts', exact: true })
    this.region = app.getByRole('region', { name: 'List of contacts, scrolls' })
  }

  /** Waits until the app has started and shows its first contact: a cold start takes longer than anything after it. */
  async ready(): Promise<this> {
    await expect(this.table.getByRole('link').first()).toBeVisible()
    return this
  }

  /** Rows that still move would bring another contact under the press. */
  async settled(): Promise<void> {
    await expect(this.table).not.toHaveAttribute('aria-busy', 'true')
  }

  /** The contacts' ids in the order of the rows that are in the page. */
  async ids(): Promise<number[]> {
    const addresses = await this.table
      .getByRole('link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    return addresses.map((address) => Number(/\/crm\/contact\/details\/(\d+)\/$/u.exec(address)?.[1]))
  }

  /** Waits until exactly these are the first rows. */
  async expectFirst(ids: readonly number[]): Promise<void> {
    await expect.poll(async () => (await this.ids()).slice(0, ids.length)).toEqual(ids)
  }

  /** Waits until these and no others are in the list, in any order. */
  async expectOnly(ids: readonly number[]): Promise<void> {
    await expect
      .poll(async () => (await this.ids()).toSorted((a, b) => a - b))
      .toEqual(ids.toSorted((a, b) => a - b))
  }

  /** The row at a place of the whole list, from 0; it must be in sight. */
  at(index: number): Locator {
    return this.table.locator(`tr[aria-rowindex="${index + 2}"]`)
  }

  /** The checkbox of the row at a place. */
  box(index: number): Locator {
    return this.at(index).getByRole('checkbox')
  }

  /** The places of the ticked rows that are in the page. */
  async ticked(): Promise<number[]> {
    return this.table
      .locator('tr[aria-selected="true"]')
      .evaluateAll((rows) =>
        rows
          .filter((row) => row.querySelector('input')?.checked === true)
          .map((row) => Number(row.getAttribute('aria-rowindex')) - 2),
      )
  }

  header(name: string): Locator {
    return this.table.getByRole('columnheader', { name, exact: true })
  }

  async scrollTo(share: number): Promise<void> {
    await this.region.evaluate((region, part) => {
      region.scrollTop = (region.scrollHeight - region.clientHeight) * part
    }, share)
  }
}

/** The contacts that an administrator sees, newest first: the order in which the app begins. */
export function contactsOf(portal: RunningPortal): Contact[] {
  const { store } = portal.portal
  return [...store.contactIds()]
    .flatMap((id) => store.contact(id) ?? [])
    .filter((each) => each.CATEGORY_ID === 0)
    .toSorted((a, b) => b.DATE_CREATE - a.DATE_CREATE || b.ID - a.ID)
}

export function has(contact: Contact, type: 'PHONE' | 'EMAIL'): boolean {
  return contact.fm.some((field) => field.TYPE_ID === type)
}

/** The REST calls so far that read contacts. */
export function readings(portal: RunningPortal): RestLogEntry[] {
  return portal.portal.log.filter(({ method, commands }) =>
    (commands?.map((command) => command.method) ?? [method]).some((each) =>
      ['crm.contact.list', 'crm.item.list'].includes(each),
    ),
  )
}
