/** What Latchkey puts into its own folder for clients that speak the `keyring` protocol. Neither holds a secret. */

/** Standard output is the password; nothing, and 1, where Latchkey has none. */
export const keyringLauncher = `#!/bin/sh
# Made by \`latchkey setup\`, and removed by \`latchkey setup CLIENT --remove\`.
exec latchkey helper pip "$@"
`

/** Found by the line \`default-keyring\` of keyringrc.cfg. Whatever is not Latchkey's goes on to the other keyrings. */
export const keyringModule = `# Made by \`latchkey setup\`, and removed by \`latchkey setup CLIENT --remove\`.
"""Asks Latchkey for the passwords of its registries, and the other keyrings for all others."""
from keyring import backend, core, credentials, errors
import keyring.util.platform_ as platform_
import os
import subprocess
import sys


class LatchkeyKeyring(backend.KeyringBackend):
    priority = 0.1

    def get_password(self, service, username):
        own = self._ask(service, username)
        return own or self._first(lambda other: other.get_password(service, username))

    def get_credential(self, service, username):
        own = self._ask(service, username or "__token__")
        if own:
            return credentials.SimpleCredential(username or "__token__", own)
        return self._first(lambda other: other.get_credential(service, username))

    def set_password(self, service, username, password):
        for other in self._others():
            return other.set_password(service, username, password)
        raise errors.PasswordSetError("There is no keyring to set a password in; Latchkey's is read only.")

    def delete_password(self, service, username):
        for other in self._others():
            return other.delete_password(service, username)
        raise errors.PasswordDeleteError("There is no keyring to delete a password from.")

    @staticmethod
    def _ask(service, username):
        if not str(service).startswith(("https://", "http://")):
            return None
        words = ["latchkey", "helper", "pip", "get", str(service), str(username)]
        try:
            asked = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            return None
        return asked.stdout.decode().rstrip("\\r\\n") or None if asked.returncode == 0 else None

    def _first(self, question):
        for other in self._others():
            answer = question(other)
            if answer is not None:
                return answer
        return None

    def _others(self):
        before = self._before("default-keyring")
        if before:
            path = self._before("keyring-path")
            if path and path not in sys.path:
                sys.path.append(path)
            return [core.load_keyring(before)]
        found = [each for each in backend.get_all_keyring() if not isinstance(each, LatchkeyKeyring)]
        usable = [each for each in found if each.priority > 0 and each.name != "chainer ChainerBackend"]
        return sorted(usable, key=backend.by_priority, reverse=True)

    @staticmethod
    def _before(option):
        """What an option said before Latchkey: the file keeps it as a comment."""
        with open(os.path.join(platform_.config_root(), "keyringrc.cfg"), encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("#-" + option):
                    return line.partition("=")[2].strip()
        return None
`
