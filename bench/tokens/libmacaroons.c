/* libmacaroons' part of the tokens comparison. Reads how often to work, a line each; answers with CPU seconds.
 * Arguments: the token (V1, the only format of the release that Debian has), the root key in hex, the caveats. */
#include <macaroons.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  unsigned char key[32];
  enum macaroon_returncode error;
  struct macaroon_verifier *verifier = macaroon_verifier_create();
  for (int i = 0; i < 32; i++) sscanf(argv[2] + 2 * i, "%2hhx", &key[i]);
  for (int i = 3; i < argc; i++)
    macaroon_verifier_satisfy_exact(verifier, (unsigned char *)argv[i], strlen(argv[i]), &error);

  for (char line[32]; fgets(line, sizeof line, stdin);) {
    long times = atol(line);
    double start = cpu_seconds();
    for (long i = 0; i < times; i++) {
      struct macaroon *macaroon = macaroon_deserialize(argv[1], &error);
      if (!macaroon || macaroon_verify(verifier, macaroon, key, sizeof key, NULL, 0, &error)) return 1;
      macaroon_destroy(macaroon);
    }
    printf("%.9f\n", cpu_seconds() - start);
    fflush(stdout);
  }
  return 0;
}
