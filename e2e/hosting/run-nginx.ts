import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findNginx } from '../tools/machine.ts'

export interface RunningNginx {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  close(): Promise<void>
}

/**
 * Runs the machine's nginx, as whoever we are and in a folder of its own, with one server block.
 * @param site the block's text; its `listen` and `root` are replaced, and must be there to be
 * @param root the folder that is served
 */
export async function runNginx(site: string, root: string): Promise<RunningNginx> {
  const program = findNginx()
  if (program === undefined) throw new Error('No nginx on this machine: run .ci/setup nginx')
  const prefix = await mkdtemp(join(tmpdir(), 'tidy-contacts-nginx-'))
  const port = await freePort()
  const here = replaceLine(replaceLine(site, 'listen', `127.0.0.1:${port}`), 'root', `"${root}"`)
  await writeFile(join(prefix, 'site.conf'), here)
  await writeFile(join(prefix, 'nginx.conf'), mainConfiguration(prefix))
  const child = spawn(program, ['-p', prefix, '-c', join(prefix, 'nginx.conf'), '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const origin = `http://127.0.0.1:${port}`
  await answers(child, origin)
  return {
    origin,
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGQUIT')
      await ended
      await rm(prefix, { recursive: true })
    },
  }
}

/** What a distribution's nginx.conf has around a site, without anything that only root may do. */
function mainConfiguration(prefix: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `daemon off;
master_process off;
pid ${prefix}/nginx.pid;
events {}
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  ${temporary.map((kind) => `${kind}_temp_path ${prefix}/${kind};`).join('\n  ')}
  include ${prefix}/site.conf;
}
`
}

function replaceLine(text: string, directive: string, value: string): string {
  const line = new RegExp(`^(\\s*${directive}) [^;]+;`, 'm')
  if (!line.test(text)) throw new Error(`The server block has no "${directive}".`)
  return text.replace(line, `$1 ${value};`)
}

/** Resolves when nginx answers; rejects with its own words when it has ended instead. */
async function answers(child: ChildProcess, origin: string): Promise<void> {
  let words = ''
  child.stderr?.on('data', (data: Buffer) => (words += data.toString()))
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${words}`)
    const heard = await fetch(origin, { method: 'HEAD' }).then(
      () => true,
      () => false,
    )
    if (heard) return
    await new Promise((resolve) => setImmediate(resolve))
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
