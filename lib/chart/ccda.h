/* ccda.h: a record as Continuity of Care Document (C-CDA R2.1, CCD). */
#ifndef KITH_CCDA_H
#define KITH_CCDA_H

#include <stddef.h>

#include <libxml/tree.h>

/*
 * Make the CCD of a record of chart_document(), owned by ctx, by the view
 * ccda/ccda. Each call makes another document: its id, a fresh UUID, is set
 * as document_id of the record.
 */
xmlDoc *ccda_make(const void *ctx, xmlDoc *record);

/* The same as UTF-8 bytes with a NUL after them, owned by ctx. */
const char *ccda_text(const void *ctx, xmlDoc *record, size_t *len);

#endif
