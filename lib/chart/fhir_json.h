/*
 * fhir_json.h: JSON of strangers, read so that nothing is lost or guessed.
 *
 * cJSON keeps numbers as doubles, ends strings at U+0000, and takes duplicate
 * keys, raw control characters and broken UTF-8 as they come. So the text is
 * first copied by a scanner of our own (fhir_scan.c), which knows JSON's
 * grammar and marks in the copy what cJSON would lose:
 *
 *   a number with fraction or exponent becomes a string: JSON_DECIMAL and the
 *   number's own text, so that 185.1030555555555 stays as it was written;
 *   an integer beyond 2^53 becomes a string that begins with JSON_BIG;
 *   what may not be stored becomes JSON_CONTROL, JSON_BROKEN or JSON_HALF and
 *   hexadecimal digits, in the string where it stood.
 *
 * The marks are control characters themselves. No string of the source can
 * hold one, as each of these would have been marked: so they are unambiguous.
 * json_flaw() then names what was marked, with its path.
 */
#ifndef KITH_FHIR_JSON_H
#define KITH_FHIR_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include <cjson/cJSON.h>

enum {
	JSON_DECIMAL = 1,	/* a number's text follows */
	JSON_CONTROL = 2,	/* a code point that text_is_clean() forbids */
	JSON_BROKEN = 3,	/* a byte that is not UTF-8 */
	JSON_HALF = 4,		/* half of a surrogate pair */
	JSON_BIG = 5,		/* an integer that a double can't hold */
};

enum {
	JSON_DEPTH = 32,
	JSON_MAX = 64 * 1024 * 1024,	/* bytes of one value's text */
};

/*
 * Copy len bytes that should hold one JSON value into a string owned by ctx,
 * with marks (see above). NULL if it is not JSON, or too deep: then *why is a
 * sentence without subject, owned by ctx ("is not JSON at byte 17").
 */
char *json_scan(const void *ctx, const char *text, size_t len,
    const char **why);

/*
 * Parse len bytes as one JSON value. The tree goes with ctx; don't delete it.
 * NULL and *why as json_scan().
 */
const cJSON *json_parse(const void *ctx, const char *text, size_t len,
    const char **why);

/*
 * What is wrong with a tree: a key twice in one object, or anything marked.
 * Return a sentence without subject, owned by ctx ("has a control character
 * (U+0000) in Patient.name[0].family"), or NULL if nothing is. name is what
 * the path of the tree begins with.
 */
const char *json_flaw(const void *ctx, const cJSON *root, const char *name);

/* A key that stands twice in this one object (not below); NULL if none does. */
const char *json_duplicate(const void *ctx, const cJSON *object);

/*
 * Where node stands in the tree of root: "Patient.name[0].family". Owned by
 * ctx. Keys that can't be shown are written as "?".
 */
const char *json_path(const void *ctx, const cJSON *root, const char *name,
    const cJSON *node);

/* A string as the source meant it: not a number in disguise. */
bool json_is_text(const cJSON *);

/* The number's text as it was written, owned by ctx; NULL if it is none. */
const char *json_number(const void *ctx, const cJSON *);

#endif
