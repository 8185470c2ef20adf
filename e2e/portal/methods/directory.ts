import type { Call, Family, Reply } from '../rest/call.ts'
import { missingParameter } from '../rest/errors.ts'
import { param, toInt, yesNo } from '../rest/wire.ts'
import { PIPELINES, pipelinesOf, SMART_TYPES } from '../store/stages.ts'
import { onlyIntranet, noSuchType } from './item/item-errors.ts'
import { answerOldList } from './old-list.ts'
import { controllerPage, controllerStart } from './paging.ts'

/** The portal's directories: stages and other statuses, smart types, pipelines, currencies. */
export const directoryMethods: Family = {
  'crm.status.list': { scope: 'crm', run: listStatuses },
  'crm.currency.list': { scope: 'crm', run: listCurrencies },
  'crm.type.list': { scope: 'crm', run: listTypes },
  'crm.category.list': { scope: 'crm', run: listCategories },
}

const COLORS = { P: '#39a8ef', S: '#7bd500', F: '#ff5752' } as const

const STATUSES: Readonly<Record<string, readonly string[]>> = {
  HONORIFIC: ['HNR_1:Mr.', 'HNR_2:Mrs.'],
  CONTACT_TYPE: ['CLIENT:Clients', 'SUPPLIER:Suppliers', 'PARTNER:Partners', 'OTHER:Other'],
  SOURCE: [
    'CALL:Call',
    'EMAIL:E-mail',
    'WEB:Website',
    'ADVERTISING:Advertising',
    'PARTNER:Existing client',
    'RECOMMENDATION:Recommendation',
    'TRADE_SHOW:Show',
    'WEBFORM:CRM form',
    'OTHER:Other',
  ],
}

function listStatuses({ params }: Call): Reply {
  const stages = PIPELINES.flatMap((pipeline) =>
    pipeline.stages.map((stage, i) => ({
      ENTITY_ID: pipeline.statusEntity,
      STATUS_ID: stage.id,
      NAME: stage.name,
      SORT: String((i + 1) * 10),
      CATEGORY_ID: String(pipeline.categoryId),
      SEMANTICS: stage.semantics === 'P' ? null : stage.semantics,
      COLOR: COLORS[stage.semantics],
    })),
  )
  const others = Object.entries(STATUSES).flatMap(([ENTITY_ID, texts]) =>
    texts.map((text, i) => {
      const [STATUS_ID = '', NAME = ''] = text.split(':')
      return {
        ENTITY_ID,
        STATUS_ID,
        NAME,
        SORT: String((i + 1) * 10),
        CATEGORY_ID: null,
        SEMANTICS: null,
        COLOR: null,
      }
    }),
  )
  const rows = [...stages, ...others].map((row, i) => ({
    ID: String(i + 1),
    ...row,
    NAME_INIT: row.NAME,
    SYSTEM: 'Y',
    EXTRA: { SEMANTICS: semanticsName(row.SEMANTICS), COLOR: row.COLOR },
  }))
  return answerOldList(params, rows, {
    ID: 'number',
    ENTITY_ID: 'text',
    STATUS_ID: 'text',
    NAME: 'text',
    SORT: 'number',
    CATEGORY_ID: 'number',
  })
}

function semanticsName(sign: string | null): string {
  if (sign === 'S') return 'success'
  return sign === 'F' ? 'failure' : 'process'
}

function listCurrencies(): Reply {
  const rows = (
    [
      ['USD', '1.0000', 'US Dollar', '$#'],
      ['EUR', '1.0800', 'Euro', '€#'],
      ['RUB', '0.0110', 'Russian Ruble', '# ₽'],
      ['GBP', '1.2600', 'Pound Sterling', '£#'],
    ] as const
  ).map(([CURRENCY, AMOUNT, FULL_NAME, FORMAT_STRING], i) => ({
    CURRENCY,
    AMOUNT_CNT: '1',
    AMOUNT,
    SORT: String((i + 1) * 100),
    BASE: yesNo(i === 0),
    FULL_NAME,
    LID: 'en',
    FORMAT_STRING,
    DEC_POINT: '.',
    THOUSANDS_SEP: ',',
    DECIMALS: '2',
  }))
  return { result: rows, total: rows.length }
}

function listTypes({ user, params }: Call): Reply {
  if (!user.intranet) throw onlyIntranet()
  const types = SMART_TYPES.map((type) => ({
    id: type.id,
    title: type.title,
    code: '',
    createdBy: 1,
    entityTypeId: type.entityTypeId,
    customSectionId: null,
    isCategoriesEnabled: 'N',
    isStagesEnabled: 'Y',
    isBeginCloseDatesEnabled: 'N',
    isClientEnabled: yesNo(type.isClientEnabled),
    isLinkWithProductsEnabled: 'Y',
    isMycompanyEnabled: 'N',
    isDocumentsEnabled: 'N',
    isSourceEnabled: 'N',
    isObserversEnabled: 'N',
    isRecyclebinEnabled: 'Y',
    isAutomationEnabled: 'Y',
    isBizProcEnabled: 'N',
    isSetOpenPermissions: 'Y',
    isPaymentsEnabled: 'N',
    isCountersEnabled: 'N',
    createdTime: '2024-02-01T10:00:00+03:00',
    updatedTime: '2024-02-01T10:00:00+03:00',
    updatedBy: 1,
  }))
  const kinds = { id: 'number', entityTypeId: 'number', title: 'text', isClientEnabled: 'text' } as const
  const { result, total = 0 } = answerOldList({ ...params, start: 0, select: [] }, types, kinds)
  return controllerPage({ types: result }, controllerStart(params), total)
}

function listCategories({ user, params }: Call): Reply {
  if (!user.intranet) throw onlyIntranet()
  const given = param(params, 'entityTypeId')
  if (given === undefined) throw missingParameter('entityTypeId')
  const entityTypeId = toInt(given)
  const pipelines = pipelinesOf(entityTypeId)
  if (pipelines.length === 0) throw noSuchType()
  const categories = pipelines.map((one, i) => ({
    id: one.categoryId,
    name: one.name,
    sort: (i + 1) * 100,
    entityTypeId,
    isDefault: yesNo(i === 0),
    originId: '',
    originatorId: '',
  }))
  return { result: { categories }, total: categories.length }
}
