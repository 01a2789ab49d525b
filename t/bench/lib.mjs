// What every bench uses: CPU time of the stack's processes, rounds, medians.
// Figures are ratios of one run on one machine: nothing here is a promise.
import fs from 'node:fs'
import http from 'node:http'
import { execFileSync } from 'node:child_process'

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** CPU seconds that a process and its dead children have used. */
export function cpuOf(pid) {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) / TICKS
}

/** The process and all below it. */
export function familyOf(pid) {
  const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return [pid, ...children.split(' ').filter(Boolean).flatMap((child) => familyOf(Number(child)))]
}

export function residentKiB(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1])
}

export function median(values) {
  return values.slice().sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

export const round = (number, digits = 2) => Number(number.toFixed(digits))

/** Get a path so many times, some at once, with the client's cookies. */
export async function load(client, path, count, atOnce = 4) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: atOnce })
  const url = new URL(client.base)
  let left = count
  const one = () => new Promise((resolve, reject) => {
    http.get({ host: '127.0.0.1', port: url.port, path, agent,
      headers: { Host: url.host, Cookie: client.jar.toString() } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${path}: ${answer.statusCode}`))
      answer.resume()
      answer.on('end', resolve)
    }).on('error', reject)
  })
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (left-- > 0) await one()
  }))
  agent.destroy()
}

/** CPU microseconds a request of nginx, the program and the database together. */
export async function cpuPerRequest(ctx, client, path, count, pids) {
  const all = () => pids().flatMap(familyOf)
  const sum = () => all().reduce((total, pid) => total + cpuOf(pid), 0)
  await load(client, path, 50)
  const before = sum()
  await load(client, path, count)
  return (sum() - before) / count * 1e6
}
