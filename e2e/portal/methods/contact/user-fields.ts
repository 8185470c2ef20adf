/** The user fields of contacts: what crm.contact.fields tells of them and how their values are kept and told. */
export interface UserField {
  name: string
  type: 'string' | 'enumeration' | 'date' | 'boolean' | 'double' | 'file'
  multiple: boolean
  label: string
  items?: readonly { ID: string; VALUE: string }[]
}

export const USER_FIELD = 'UF_CRM_1700000001'
export const FILE_FIELD = 'UF_CRM_1700000006'

export const USER_FIELDS: readonly UserField[] = [
  { name: USER_FIELD, type: 'string', multiple: false, label: 'Loyalty level' },
  {
    name: 'UF_CRM_1700000002',
    type: 'enumeration',
    multiple: true,
    label: 'Interests',
    items: [
      { ID: '41', VALUE: 'Furniture' },
      { ID: '42', VALUE: 'Training' },
      { ID: '43', VALUE: 'Support' },
    ],
  },
  { name: 'UF_CRM_1700000003', type: 'date', multiple: false, label: 'Client since' },
  { name: 'UF_CRM_1700000004', type: 'boolean', multiple: false, label: 'Newsletter' },
  { name: 'UF_CRM_1700000005', type: 'double', multiple: false, label: 'Discount' },
  { name: FILE_FIELD, type: 'file', multiple: false, label: 'Contract' },
]

export function describeUserField({
  name,
  type,
  multiple,
  label,
  items,
}: UserField): Record<string, unknown> {
  return {
    type,
    isRequired: false,
    isReadOnly: false,
    isImmutable: false,
    isMultiple: multiple,
    isDynamic: true,
    ...(items === undefined ? {} : { items }),
    title: name,
    listLabel: label,
    formLabel: label,
    filterLabel: label,
  }
}
