/* zip.h: a .zip that is written as it is made, in flat memory. */
#ifndef KITH_ZIP_H
#define KITH_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "web/req.h"

/*
 * Begin an archive, owned by ctx, whose bytes go to put(arg, ...). With a
 * password all files are encrypted (AES-256 as WinZip does it, AE-2); their
 * names are not. Files get the time at.
 */
struct zip *zip_new(const void *ctx, const char *password, time_t at,
    body_writer *put, void *arg);

/*
 * Begin a file of exactly size bytes, by a name in UTF-8 with "/" between its
 * parts; is_packed: it would not get smaller (a PDF, a picture). Then its bytes
 * in any number of pieces, and its end, which tells its SHA-256. All return
 * false if put() did, or if the file is not as long as was said; the archive is
 * then broken and its end will not be written.
 */
bool zip_begin(struct zip *, const char *name, int64_t size, bool is_packed);
bool zip_put(struct zip *, const void *bytes, size_t len);
bool zip_end(struct zip *, uint8_t sha256[32]);

/* Write the archive's directory. */
bool zip_close(struct zip *);

#endif
