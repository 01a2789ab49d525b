/* package_name.h: names for the documents in a zip. */
#ifndef KITH_PACKAGE_NAME_H
#define KITH_PACKAGE_NAME_H

#include <stdbool.h>

#include <libxml/tree.h>

struct package_names;

/*
 * A name under documents/ for a <document> of a record, owned by ctx: its day
 * and title, "documents/2026-10-02 Visit note.pdf", as Windows, too, takes
 * it, and unlike all names that were given before, which *taken remembers
 * (NULL to begin with). With is_secret it is a number.
 */
const char *package_name(const void *ctx, const xmlNode *document,
    bool is_secret, struct package_names **taken);

#endif
