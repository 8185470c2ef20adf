import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Picture } from '#core/clean-up/counted.ts'
import { drawPicture } from '#core/clean-up/picture.ts'
import { usePorts } from '#features/ports.tsx'
import { countedNow } from './saved/saved-queries.ts'
import { countedSoFarQuery, pictureQuery } from './clean-up-queries.ts'

export interface PictureInSight {
  /** Null: nothing is counted yet. */
  readonly picture: Picture | null
  readonly counting: boolean
  /** Why counting ended early; null: it did not fail. */
  readonly error: Error | null
  readonly cancel: () => void
  readonly countAgain: () => void
}

/** Counts while the screen is shown. */
export function usePicture(): PictureInSight {
  const client = useQueryClient()
  const { base, pictures } = usePorts()
  const query = pictureQuery(() => drawPicture(base, pictures, Date.now), client)
  const { data, error, isFetching, refetch } = useQuery({
    ...query,
    // Another tab, which deleted or restored contacts, forgot what was counted before.
    refetchOnMount: () => (pictures.read() === null ? 'always' : true),
  })
  const soFar = useQuery(countedSoFarQuery())
  return {
    picture: soFar.data ?? data ?? null,
    counting: isFetching,
    error: isFetching ? null : error,
    cancel: () => void client.cancelQueries({ queryKey: query.queryKey }),
    countAgain: () => {
      pictures.write(null)
      void refetch()
      void client.invalidateQueries(countedNow())
    },
  }
}
