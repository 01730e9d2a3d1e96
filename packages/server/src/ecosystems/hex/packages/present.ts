/** Packages and releases as Hex's clients read them (hexpm/hexpm, its views of the API). */
import type { Package } from '../../../repositories/index.ts'
import type { Visit } from '../../route.ts'
import { instant } from '../accounts/index.ts'
import type { HexRequirement } from '../release.ts'
import { documentationUrl, packageUrl, pageUrl, releaseUrl } from './addresses.ts'
import { changedAt, type Release } from './releases-of.ts'

type Place = Pick<Visit, 'repository' | 'rooms'>

/** `releases` from the newest to the oldest. What is told of the package is what its newest release says. */
export function presentPackage(place: Place, { name, createdAt }: Package, releases: readonly Release[]) {
  const [newest] = releases
  const { description, licenses = [], links = {} } = newest?.details.metadata ?? {}
  const stable = releases.find(({ version }) => !version.includes('-'))
  return {
    repository: place.repository.organization.name,
    name,
    url: packageUrl(place, name),
    html_url: pageUrl(place, name),
    docs_html_url: null,
    inserted_at: instant(createdAt),
    updated_at: instant(Math.max(createdAt, ...releases.map(changedAt))),
    meta: { description: description ?? null, licenses: [...licenses], links, maintainers: [] },
    latest_version: newest?.version ?? null,
    latest_stable_version: stable?.version ?? null,
    releases: releases.map(({ version, file, documentedAt }) => ({
      version,
      url: releaseUrl(place, name, version),
      has_docs: documentedAt !== undefined,
      inserted_at: instant(file.createdAt),
    })),
    retirements: Object.fromEntries(
      releases.flatMap(({ version, retirement }) =>
        retirement ? [[version, presentRetirement(retirement)]] : [],
      ),
    ),
    downloads: {},
  }
}

export function presentRelease(place: Place, { name }: Package, release: Release) {
  const { version, file, details, retirement, documentedAt } = release
  const { app, requirements, metadata } = details
  return {
    version,
    checksum: file.sha256,
    url: releaseUrl(place, name, version),
    package_url: packageUrl(place, name),
    html_url: pageUrl(place, name),
    has_docs: documentedAt !== undefined,
    docs_html_url: documentedAt === undefined ? null : documentationUrl(place, name, version),
    inserted_at: instant(file.createdAt),
    updated_at: instant(changedAt(release)),
    retirement: retirement ? presentRetirement(retirement) : null,
    requirements: Object.fromEntries(requirements.map(presentRequirement)),
    meta: { app, build_tools: [...metadata.buildTools], elixir: metadata.elixir ?? null },
    downloads: 0,
    publisher: { username: file.publisher, email: null },
  }
}

function presentRetirement({ reason, message }: NonNullable<Release['retirement']>) {
  return { reason, message: message === '' ? null : message }
}

function presentRequirement({ name, app, requirement, optional, repository }: HexRequirement) {
  return [name, { app, requirement, optional, repository: repository ?? null }] as const
}
