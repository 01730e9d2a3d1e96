/**
 * What other rooms refuse, in German: for each code one sentence that is true of everything that is refused with it. What is
 * missing here is said in English.
 */
import type { Words } from '../words.ts'
import { linkRefusals } from './link-refusals.ts'
import { passkeyRefusals } from './passkey-refusals.ts'

const anotherName = 'Wähl einen anderen Namen.'
const administration = 'Wende dich an die Administration dieses Servers.'

export const refusals: Words['refusals'] = {
  ...linkRefusals,
  ...passkeyRefusals,
  asked_too_often: {
    message: 'Von hier wurde das zu oft gefragt.',
    next: 'Warte ein paar Minuten und versuch es dann noch einmal.',
  },
  email_already_verified: {
    message: 'Das ist schon deine Adresse, und du hast sie bestätigt.',
    next: 'Gib eine andere an, wenn Mail dorthin gehen soll.',
  },
  name_missing: {
    message: 'Das Feld ist leer.',
    next: 'Gib deinen Benutzernamen oder deine E-Mail-Adresse ein.',
  },
  access_denied: { message: 'Das Login wurde abgelehnt.', next: 'Beginne es neu, wenn du es noch willst.' },
  account_disabled: {
    message: 'Dieses Konto ist gesperrt.',
    next: 'Die Administration dieses Servers kann es wieder entsperren.',
  },
  account_required: {
    message: 'Hier geht es um persönliche Schlüssel und Logins.',
    next: 'Benutz etwas, das deinem Konto gehört.',
  },
  administrator_required: {
    message: 'Nur ein angemeldetes Administrator-Konto kann den Server betreiben.',
    next: 'Melde dich mit einem solchen Konto an, oder benutz latchkey-server auf dem Rechner selbst.',
  },
  administrators_only: {
    message: 'Nur die Administration dieses Servers lädt Administratoren ein.',
    next: administration,
  },
  allow_missing: {
    message: 'Nichts sagt, was dieser Schlüssel darf.',
    next: 'Kreuz mindestens eines an, und wähl, wo.',
  },
  already_member: { message: 'Dieses Konto ist schon Mitglied.', next: 'Ändere stattdessen seine Rolle.' },
  body_too_large: { message: 'Ein Formular darf höchstens 64 KiB haben.', next: 'Schreib weniger.' },
  busy: { message: 'Gerade melden sich zu viele Leute an.', next: 'Versuch es gleich noch einmal.' },
  caveat_too_large: {
    message: 'Eine Liste von Zielen oder Netzen dieses Schlüssels ist zu lang.',
    next: 'Nenn ein ganzes Repository statt seiner Pakete oder ein Netz statt seiner Teile, oder erstell mehrere Schlüssel.',
  },
  confirmation_required: {
    message: 'Nichts wurde gelöscht: Der Name wurde nicht so eingegeben, wie er ist.',
    next: 'Gib ihn noch einmal ein, Buchstabe für Buchstabe.',
  },
  cross_site_request: {
    message: 'Dieses Formular kam nicht von einer Seite dieses Servers, deshalb ist nichts geschehen.',
    next: 'Öffne die Seite hier und schick das Formular noch einmal ab. Ein Browser von vor 2023 sagt vielleicht nicht, woher ein Formular kommt.',
  },
  expiry_later: {
    message: 'Das Ende eines Schlüssels lässt sich nur vorziehen, nie hinausschieben.',
    next: 'Rotier den Schlüssel: Der neue gilt wieder so lange.',
  },
  expiry_past: { message: 'Der Schlüssel wäre schon abgelaufen.', next: 'Wähl einen späteren Tag.' },
  for_new_accounts: {
    message: 'Mit diesem Link entsteht ein Konto, und du hast schon eines.',
    next: 'Melde dich zuerst ab, wenn du noch eines anlegen willst.',
  },
  invalid_display_name: {
    message: 'Das kann kein Anzeigename sein.',
    next: 'Nimm 1 bis 100 Zeichen in einer Zeile.',
  },
  invalid_email: { message: 'Das ist keine E-Mail-Adresse.', next: 'Schreib sie wie ada@example.com.' },
  invalid_name: {
    message: 'Das kann kein Name sein.',
    next: 'Konten und Organisationen: 1 bis 39 Kleinbuchstaben, Ziffern und Bindestriche, vorn kein Bindestrich. Schlüssel: 1 bis 100 Zeichen in einer Zeile.',
  },
  invalid_overlap: {
    message: 'So lange kann der alte Schlüssel nicht neben dem neuen gelten.',
    next: 'Wähl eine der angebotenen Zeiten.',
  },
  invalid_policy: {
    message: 'So lange dürfen Schlüssel nicht gelten.',
    next: 'Wähl 1 bis 3650 ganze Tage, oder lass das Feld leer.',
  },
  invalid_request: {
    message:
      'Was das Programm, das dich hierher geschickt hat, verlangt, ist so nicht möglich; du wurdest nicht dorthin zurückgeschickt.',
    next: 'Wenn du einem Link gefolgt bist, den dir jemand geschickt hat, lass es. Sonst beginne das Login im Programm neu, und wende dich an die, die es machen, oder an die Administration dieses Servers.',
  },
  invalid_redirect_uri: {
    message: 'Dorthin kann kein Browser zurückgeschickt werden.',
    next: 'Schreib https://…, http://127.0.0.1/… oder http://[::1]/… (dort gilt jeder Port), oder ein eigenes Schema nach einer Domain von dir: com.example.app:/… Ohne #, Benutzername und Passwort, und höchstens zwanzig.',
  },
  invalid_role: { message: 'Das ist keine Rolle.', next: 'Wähl eine der angebotenen.' },
  invalid_scope: {
    message: 'Von dem, worum es bittet, ist nichts angekreuzt.',
    next: 'Kreuz mindestens eines an, oder lehn ab.',
  },
  invalid_totp: {
    message: 'Dieser Code stimmt nicht oder wurde schon benutzt.',
    next: 'Warte auf den nächsten Code deiner Authenticator-App und gib ihn ein, oder nimm einen Wiederherstellungscode.',
  },
  key_over: {
    message: 'Dieser Schlüssel ist widerrufen oder abgelaufen und bleibt, wie er war.',
    next: 'Erstell einen neuen.',
  },
  key_replaced: {
    message: 'An die Stelle dieses Schlüssels ist schon ein anderer getreten.',
    next: 'Rotier den neueren gleichen Namens.',
  },
  key_too_long: {
    message: 'So lange lässt die Organisation Schlüssel nicht gelten.',
    next: 'Wähl einen früheren Tag; ihre Richtlinie nennt die Grenze.',
  },
  last_administrator: {
    message: 'Das ist der letzte Administrator, der handeln kann, und der Server hat immer einen.',
    next: 'Mach zuerst ein anderes Konto zum Administrator.',
  },
  last_owner: {
    message: 'Das ist der letzte Owner, und eine Organisation hat immer einen.',
    next: 'Mach zuerst ein anderes Mitglied zum Owner.',
  },
  name_reserved: { message: 'Dieser Name ist reserviert.', next: anotherName },
  name_taken: { message: 'Dieser Name ist vergeben.', next: anotherName },
  network_malformed: {
    message: 'Das ist kein Netz.',
    next: 'Schreib es wie 10.0.0.0/8 oder 2001:db8::/32, hinter der Länge ohne weitere Bits.',
  },
  preconfigured_client: {
    message: 'Dieser Client ist eingebaut und bleibt.',
    next: 'Um ihn fernzuhalten, beende seine Logins.',
  },
  no_second_factor: {
    message: 'Dieses Konto hat keinen zweiten Faktor, oder die Seite dafür ist veraltet.',
    next: 'Beginne auf der Seite deines Kontos, unter „Zweiter Faktor“.',
  },
  not_found: {
    message: 'Unter dieser Adresse ist keine Seite, oder keine, die du sehen darfst.',
    next: 'Prüf die Adresse, oder melde dich mit einem anderen Konto an.',
  },
  null_character: { message: 'Ein Text darin enthält das Zeichen U+0000.', next: 'Schick ihn ohne.' },
  outdated_form: {
    message: 'Dieses Formular ist von vor deiner letzten Anmeldung, deshalb ist nichts geschehen.',
    next: 'Geh zurück, lad die Seite neu und schick das Formular noch einmal ab.',
  },
  owner_not_allowed: {
    message: 'Dieser Schlüssel würde jemandem gehören, dessen Schlüssel du nicht erstellen kannst.',
    next: 'Erstell ihn für dich selbst, oder für eine Organisation, deren Schlüssel du verwaltest.',
  },
  password_missing: {
    message: 'Das bisherige Passwort fehlt.',
    next: 'Gib es ein: Wer diesen Browser offen vorfindet, soll es nicht ändern können.',
  },
  repository_exists: {
    message: 'Dieses Repository gibt es schon.',
    next: 'Benutz es, oder ändere, wer es lesen darf.',
  },
  role_insufficient: {
    message: 'Dafür reicht deine Rolle hier nicht.',
    next: 'Bitte jemanden mit einer höheren Rolle darum, oder um eine höhere Rolle.',
  },
  role_not_fixed: {
    message: 'Ein persönlicher Schlüssel hat keine eigene Rolle.',
    next: 'Lass die Rolle weg.',
  },
  role_required: {
    message: 'Der Schlüssel einer Organisation hat eine eigene Rolle.',
    next: 'Wähl seine Rolle.',
  },
  second_factor_exists: {
    message: 'Dieses Konto hat schon eine Authenticator-App.',
    next: 'Entferne zuerst diesen, auf der Seite deines Kontos.',
  },
  second_factor_missing: {
    message: 'Dafür braucht dein Konto einen zweiten Faktor, und es hat keinen.',
    next: 'Füg auf der Seite deines Kontos einen hinzu.',
  },
  session_ended: { message: 'Du bist inzwischen abgemeldet.', next: 'Melde dich wieder an.' },
  target_malformed: {
    message: 'Das ist nichts, wofür ein Schlüssel gelten kann.',
    next: 'Wähl ein Repository, und schreib den Paketnamen so, wie es seine Clients tun.',
  },
  target_outside: {
    message: 'Der Schlüssel einer Organisation kann nur nennen, was in ihr ist.',
    next: 'Wähl eines ihrer Repositories, oder alle.',
  },
  target_too_narrow: {
    message: 'Beim Verwalten geht es um eine ganze Organisation.',
    next: 'Gib ihm eine eigene Zeile mit jedem Repository der Organisation.',
  },
  third_party_restriction: {
    message: 'Das Token, mit dem dieser Schlüssel erstellt würde, braucht jedes Mal die Zustimmung anderer.',
    next: 'Erstell den Schlüssel mit einem Token ohne diese Einschränkung, oder angemeldet.',
  },
  too_many_attempts: {
    message: 'Es gab zu viele Versuche, sich anzumelden.',
    next: 'Warte eine Weile und versuch es dann noch einmal.',
  },
  too_many_caveats: {
    message: 'So viele Einschränkungen kann ein Schlüssel nicht haben.',
    next: 'Erstell ihn mit weniger, oder erstell mehrere.',
  },
  too_many_requests: {
    message: 'Das wurde zu oft versucht. Ein Wiederherstellungscode gilt jederzeit.',
    next: 'Warte eine Weile und versuch es dann noch einmal.',
  },
  totp_required: {
    message: 'Dafür brauchst du einen Code des zweiten Faktors.',
    next: 'Gib den Code ein, den deine Authenticator-App jetzt zeigt.',
  },
  reservation_malformed: {
    message: 'Dieser Name lässt sich nicht reservieren.',
    next: 'Schreib den Namen eines Pakets, oder ein Wort mit Bindestrich und Stern für alles, was so beginnt: acme-*.',
  },
  unknown_reservation: {
    message: 'Dieser Name ist nicht reserviert.',
    next: 'Sieh nach, welche es sind.',
  },
  too_many_reservations: {
    message: 'Mehr Namen kann dieses Repository nicht reservieren.',
    next: 'Reservier alles, was mit einem Wort beginnt, auf einmal: acme-*.',
  },
  no_maintainer: {
    message: 'Unter diesem Namen betreut niemand das Paket.',
    next: 'Sieh auf der Seite des Pakets nach, wer es betreut.',
  },
  unknown_account: { message: 'Dieses Konto gibt es nicht.', next: 'Prüf den Benutzernamen.' },
  unknown_code: {
    message:
      'Dieser Code gilt nicht: Er ist nicht der auf deinem Gerät, wurde schon benutzt oder ist zu alt.',
    next: 'Vergleich ihn mit dem, den dein Gerät zeigt. Ist es derselbe, beginne dort neu, dann bekommst du einen anderen.',
  },
  unknown_ecosystem: {
    message: 'Es wurde keines der Ökosysteme gewählt, die es hier gibt.',
    next: 'Wähl eines davon.',
  },
  unknown_file: { message: 'Diese Version hat keine Datei dieses Namens.', next: 'Sieh in der Liste nach.' },
  unknown_key: { message: 'Diesen Schlüssel gibt es nicht.', next: 'Sieh in der Liste der Schlüssel nach.' },
  unknown_login: { message: 'Dieses Login gibt es nicht.', next: 'Sieh in der Liste der Logins nach.' },
  unknown_member: {
    message: 'Hier ist niemand dieses Namens Mitglied.',
    next: 'Sieh in der Liste der Mitglieder nach.',
  },
  unknown_client: { message: 'Diesen Client gibt es nicht.', next: 'Sieh in der Liste der Clients nach.' },
  unknown_organization: {
    message: 'Hier ist keine Organisation dieses Namens, die du sehen darfst.',
    next: 'Prüf den Namen, oder bitte einen ihrer Owner, dich aufzunehmen.',
  },
  unknown_package: {
    message: 'Dieses Paket gibt es hier nicht.',
    next: 'Sieh in der Liste der Pakete nach.',
  },
  unknown_repository: { message: 'Dieses Repository gibt es nicht.', next: 'Ein Owner kann es anlegen.' },
  unknown_version: {
    message: 'Diese Version gibt es hier nicht.',
    next: 'Sieh auf der Seite des Pakets nach.',
  },
  unsupported_media_type: {
    message: 'Dieses Formular wurde nicht so geschickt, wie seine Seite es schickt.',
    next: 'Schick es von seiner Seite ab.',
  },
  weak_password: {
    message: 'Dieses Passwort ist zu kurz, zu lang, oder eines von denen, die zuerst geraten werden.',
    next: 'Nimm mindestens 8 Zeichen, am besten ein paar Wörter hintereinander, oder lass deinen Browser eines wählen.',
  },
  wrong_password: {
    message: 'Der Name oder das Passwort ist falsch.',
    next: 'Versuch es noch einmal, oder lass dir einen Link schicken, mit dem du ein neues festlegst.',
  },
}
