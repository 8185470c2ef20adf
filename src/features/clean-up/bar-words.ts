import type { Bar, GroupName } from '#core/clean-up/bars.ts'
import type { Text } from '#i18n/translation.tsx'

export const GROUP_TITLES = {
  lacks: 'clean-up.lacks',
  activity: 'clean-up.activity',
  created: 'clean-up.created',
  source: 'clean-up.source',
  responsible: 'clean-up.responsible',
} as const satisfies Record<GroupName, string>

const LACKS = {
  phone: 'clean-up.lacksPhone',
  email: 'clean-up.lacksEmail',
  both: 'clean-up.lacksBoth',
  company: 'clean-up.lacksCompany',
} as const

export function barText({ label }: Bar, t: Text): string {
  switch (label.kind) {
    case 'lacks':
      return t(LACKS[label.what])
    case 'quiet':
      return label.months % 12 === 0
        ? t('clean-up.quietYears', { count: label.months / 12 })
        : t('clean-up.quietMonths', { count: label.months })
    case 'never-active':
      return t('clean-up.neverActive')
    case 'year':
      return String(label.year)
    case 'before':
      return t('clean-up.before', { year: String(label.year) })
    case 'source':
      return label.name
    case 'person':
      return label.left ? t('clean-up.left', { name: label.name }) : label.name
  }
}
