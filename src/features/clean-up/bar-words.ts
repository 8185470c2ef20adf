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
    case 'this-month':
      return t('clean-up.thisMonth')
    case 'within-year':
      return t('clean-up.withinYear')
    case 'years-ago':
      return label.to === null
        ? t('clean-up.quietYears', { count: label.from })
        : t('clean-up.yearsAgo', { from: String(label.from), count: label.to })
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
