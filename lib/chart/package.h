/* package.h: a record as one .zip to take along. */
#ifndef KITH_PACKAGE_H
#define KITH_PACKAGE_H

#include <stddef.h>
#include <stdint.h>

#include <libxml/tree.h>

/*
 * Make the zip of a record of chart_document(), owned by ctx:
 *
 *   health-record.html  to read and print: complete in itself, without script,
 *                       opens without network (view record-page)
 *   health-record.xml   the CCDA, for other doctors' computers
 *   manifest.txt        what this is, when it was made, of which period, and
 *                       the SHA-256 of both files
 *
 * Names are the same for everybody: a file's name says nothing about a person.
 * The files' times are the record's made_at.
 */
void package_make(const void *ctx, xmlDoc *record, const uint8_t **bytes,
    size_t *len);

#endif
