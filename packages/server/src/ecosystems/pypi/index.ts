/**
 * PyPI: the upload address that twine, uv and flit know, and the simple index that pip and uv install from.
 *
 * - An upload is decided before its body, after its fields and with its computed digests; then it is visible at once.
 * - What is wrong with it is said in the reason phrase (twine prints that) and in the body (uv prints that).
 */
import type { Ecosystem } from '../ecosystem.ts'
import { imports } from './imports.ts'
import { refuseAsPypi } from './refuse.ts'
import { download } from './simple/download.ts'
import { project } from './simple/project.ts'
import { projectList } from './simple/project-list.ts'
import { slashRedirects } from './slash-redirects.ts'
import { statuses } from './statuses.ts'
import { upload } from './upload/upload.ts'

export const pypi: Ecosystem = {
  name: 'pypi',
  bareTokens: false,
  routes: [upload, projectList, project, download, ...slashRedirects],
  statuses,
  rejectedStatus: 403,
  challenge: () => 'Basic realm="pypi", charset="UTF-8"',
  imports,
  refuse: refuseAsPypi,
}
