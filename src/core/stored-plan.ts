import * as v from 'valibot'

/**
 * Reads a plan from a store. Null: it is incomplete or not a plan of this kind. Nothing is repaired: a plan is what a
 * person confirmed, so what is lost from it would be done, or called done, without them.
 * @param isWhole whether its parts fit together, which the schema of each cannot say
 */
export function storedPlanReader<Plan>(
  schema: v.GenericSchema<unknown, Plan>,
  isWhole: (plan: Plan) => boolean,
): (stored: unknown) => Plan | null {
  return (stored) => {
    const parsed = v.safeParse(schema, stored)
    return parsed.success && isWhole(parsed.output) ? parsed.output : null
  }
}
