/** Set-up: the four steps from the one-time link to the first upload, and the moment in which that arrives. */
import { html, type Part } from '../../layout/markup.ts'

export const setUp = {
  title: 'Set up Latchkey',
  /** The steps in their order, as short as they stand beside each other. */
  steps: ['Account', 'Organization', 'Repository', 'Key'],
  step: (number: number, of: number) => `Step ${number} of ${of}`,
  goOn: 'Continue setting up',
  left: {
    organization: 'Packages belong to organizations, and there is none yet.',
    repository: (organization: string) => `${organization} has no repository yet.`,
    key: (repository: string) => `${repository} is there; nobody has a key to upload to it yet.`,
    upload: (repository: string) => `${repository} waits for its first upload.`,
  },
  organization: {
    title: 'Name your organization',
    lead: 'Packages, people and keys belong to it. You will be its first owner; others can join later.',
    button: 'Create it and go on',
  },
  repository: {
    title: (organization: string) => `What does ${organization} publish?`,
    lead: 'A repository holds the packages of one ecosystem. You can add the others at any time.',
    ecosystems: {
      pypi: 'Python',
      hex: 'Elixir and Erlang',
    },
    button: 'Create it and go on',
  },
  key: {
    title: 'Make your first key',
    lead: (repository: Part) =>
      html`It may publish to <code>${repository}</code> and read it, and nothing else. It works for 90 days, or for as long as your organization lets keys work.`,
    name: 'Name',
    nameHint: 'Where it will live. You see it in the list of your keys, and in what happened.',
    suggestion: 'first upload',
    package: 'Only for this package',
    packageHint: 'One name, which need not exist yet. Empty: every package of the repository.',
    noPackage: (typed: string) =>
      `“${typed}” is no name of a package. Write one name as its clients do, or leave this empty.`,
    button: 'Make the key',
    skip: 'I log in instead, and copy no key',
  },
  upload: {
    title: 'Make the first upload',
    copyNow: html`<strong>Copy it now.</strong> This is the only time the key is shown: the server does not keep it.`,
    theKey: 'the key',
    withKey: 'With the key',
    withLogin: 'With your login, and no key',
    waiting: (repository: string) => `Waiting for the first upload to ${repository}`,
    looksByItself: 'No need to reload: this page notices it.',
    stopped: 'It has been quiet for a while, so this page has stopped looking.',
    lookAgain: 'Look again',
  },
  done: {
    title: 'Set-up is done',
    received: (what: string) => `Received: ${what}`,
    receivedSomething: 'Something has been uploaded.',
    file: 'File',
    by: 'By',
    byCredential: (person: Part, credential: Part) => html`${person}, with “${credential}”`,
    from: 'From',
    when: 'When',
    toPackage: 'See the package',
    toMembers: 'Invite others',
    toHome: 'Home',
  },
}
