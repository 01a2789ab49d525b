/* bundle.h: a record as a FHIR Bundle, for apps of other doctors. */
#ifndef KITH_BUNDLE_H
#define KITH_BUNDLE_H

#include <stddef.h>

#include <libxml/tree.h>

/*
 * Make a Bundle (R4, type collection) of a record of chart_document() with all
 * of CHART_EXPORT, as JSON owned by ctx with *len bytes: the Patient, with name
 * and birth date only, and a DocumentReference each for the CCDA, the same as
 * PDF, and each document of the record. What is not with the record for its
 * size (CHART_FILE_BYTES) is named, without its bytes. The program lists the
 * views "ccda/ccda" and "cda".
 */
const char *bundle_make(const void *ctx, xmlDoc *record, size_t *len);

#endif
