/** Entity types of the CRM, by the portal's numbers. */
export const TYPE = {
  lead: 1,
  deal: 2,
  contact: 3,
  company: 4,
  activity: 6,
  quote: 7,
  invoice: 31,
  smart: 128,
  plainSmart: 130,
} as const

/** P in progress, S success, F failure. */
export type Semantics = 'P' | 'S' | 'F'

export interface Stage {
  id: string
  name: string
  semantics: Semantics
}

export interface Pipeline {
  entityTypeId: number
  categoryId: number
  name: string
  /** ENTITY_ID of its stages in crm.status.list. */
  statusEntity: string
  stages: readonly [Stage, ...Stage[]]
}

function stages(prefix: string, text: string): [Stage, ...Stage[]] {
  const [first, ...rest] = text.split(', ').map((one): Stage => {
    const [id = '', name = '', mark = 'P'] = one.split(':')
    return { id: prefix + id, name, semantics: mark === 'S' || mark === 'F' ? mark : 'P' }
  })
  if (first === undefined) throw new Error('a pipeline needs a stage')
  return [first, ...rest]
}

const DEAL =
  'NEW:New, PREPARATION:Document preparation, PREPAYMENT_INVOICE:Prepayment invoice, EXECUTING:In progress, FINAL_INVOICE:Final invoice, WON:Deal won:S, LOSE:Deal lost:F, APOLOGY:Analyse failure:F'
const WHOLESALE = 'NEW:Inquiry, PREPARATION:Sample sent, EXECUTING:Delivery, WON:Delivered:S, LOSE:Refused:F'
const LEAD =
  'NEW:Unassigned, IN_PROCESS:In progress, PROCESSED:Processed, CONVERTED:Good lead:S, JUNK:Junk lead:F'
const QUOTE = 'DRAFT:Draft, SENT:Sent to client, APPROVED:Accepted:S, DECLAINED:Rejected:F'
const INVOICE = 'N:New, S:Sent, P:Paid:S, D:Unpaid:F'
const SMART = 'NEW:Start, PREPARATION:Preparation, CLIENT:Approval, SUCCESS:Success:S, FAIL:Failure:F'

export const PIPELINES: readonly Pipeline[] = [
  { entityTypeId: TYPE.lead, categoryId: 0, name: 'Leads', statusEntity: 'STATUS', stages: stages('', LEAD) },
  {
    entityTypeId: TYPE.deal,
    categoryId: 0,
    name: 'Sales',
    statusEntity: 'DEAL_STAGE',
    stages: stages('', DEAL),
  },
  {
    entityTypeId: TYPE.deal,
    categoryId: 5,
    name: 'Wholesale',
    statusEntity: 'DEAL_STAGE_5',
    stages: stages('C5:', WHOLESALE),
  },
  {
    entityTypeId: TYPE.quote,
    categoryId: 0,
    name: 'Quotes',
    statusEntity: 'QUOTE_STATUS',
    stages: stages('', QUOTE),
  },
  {
    entityTypeId: TYPE.invoice,
    categoryId: 2,
    name: 'Invoices',
    statusEntity: 'SMART_INVOICE_STAGE_2',
    stages: stages('DT31_2:', INVOICE),
  },
  {
    entityTypeId: TYPE.smart,
    categoryId: 3,
    name: 'Repairs',
    statusEntity: 'DYNAMIC_128_STAGE_3',
    stages: stages('DT128_3:', SMART),
  },
  {
    entityTypeId: TYPE.plainSmart,
    categoryId: 4,
    name: 'Assets',
    statusEntity: 'DYNAMIC_130_STAGE_4',
    stages: stages('DT130_4:', SMART),
  },
]

export const SMART_TYPES = [
  { id: 1, entityTypeId: TYPE.smart, title: 'Repairs', isClientEnabled: true },
  { id: 2, entityTypeId: TYPE.plainSmart, title: 'Assets', isClientEnabled: false },
] as const

export function pipelinesOf(entityTypeId: number): Pipeline[] {
  return PIPELINES.filter((one) => one.entityTypeId === entityTypeId)
}

const STAGES = new Map(
  PIPELINES.flatMap(({ entityTypeId, stages: all }) =>
    all.map((stage) => [`${entityTypeId} ${stage.id}`, stage] as const),
  ),
)

/** The stage, in whatever pipeline of the type it stands. */
export function findStage(entityTypeId: number, stageId: string): Stage | undefined {
  return STAGES.get(`${entityTypeId} ${stageId}`)
}
