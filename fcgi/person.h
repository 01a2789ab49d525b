/*
 * person.h: the patient that a page of the practice is about, for programs of
 * its side. See views/staff-person.xsl.
 */
#ifndef KITH_PERSON_H
#define KITH_PERSON_H

#include <stdbool.h>
#include <stdint.h>

#include "web/req.h"

/* The statements of this module, for db_prepare(). */
extern const char *const person_sql[];

/*
 * Put a patient into the page, as <person>, and into the audit. Return whether
 * there is one.
 */
bool add_person(struct req *, int64_t patient_id);

/* An attribute, owned by the request; NULL if there is none. */
const char *get_attribute(struct req *, xmlNode *, const char *name);

/* The first at or after n that is called name; NULL if there is none. */
xmlNode *first_element(xmlNode *n, const char *name);

/* Say how old the people are: the elements of the page called name. */
void say_ages(struct req *, const char *name);

#endif
