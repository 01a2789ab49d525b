/* package.h: a record as one .zip to take along. */
#ifndef KITH_PACKAGE_H
#define KITH_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "chart/chart.h"
#include "web/req.h"

/*
 *   health-record.xml   the CCDA, for other doctors' computers
 *   health-record.html  the same to read and print: complete in itself,
 *                       without script, opens without network
 *   health-record.pdf   the same as on paper
 *   documents/...       the documents of the record, by date and title
 *   manifest.txt        what this is, when it was made, of which period, and
 *                       the name and SHA-256 of each file
 *
 * Only the CCDA: the first and the last of these. Names of the files that
 * everybody has say nothing about a person; with a password, which does not
 * cover names, documents have numbers and their titles stand in the manifest.
 * The files' times are those of the record.
 */
struct package;

/*
 * Select the record (any sections of the query: all are taken) in the open
 * transaction and make it ready; password: NULL for none. Owned by ctx. NULL
 * if there is no such patient. The program lists the views "ccda/ccda", "cda"
 * and "record-page", and package_sql beside chart_sql.
 */
struct package *package_new(const void *ctx, const struct chart_query *,
    bool everything, const char *password);

/* The statements of the functions below, for db_prepare(). */
extern const char *const package_sql[];

/*
 * Write the zip, once, in pieces of some KiB, to put(arg, ...), which may use
 * the database. Runs in an open transaction, reading one piece of a document
 * at a time. False if put() was, or if a document is not what the record
 * says: what was written is then no zip.
 */
bool package_write(struct package *, body_writer *put, void *arg);

/*
 * The same as an answer (send_source()), with a transaction of its own. Owned
 * by the package.
 */
const struct body_source *package_source(struct package *);

#endif
