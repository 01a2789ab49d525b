/*
 * access.h: the only place that decides who may open what.
 */
#ifndef KITH_ACCESS_H
#define KITH_ACCESS_H

#include "web/req.h"

/*
 * Decide whether the request may take its route (r->route, r->patient_id),
 * from the live grants that session_load() found. HTTP_OK, with r->patient
 * set where the route names one; HTTP_SEE_OTHER to the sign-in page for
 * someone not signed in, and to the choice of a security option for someone
 * whose set-up is not at its end; HTTP_NOT_FOUND for a patient that is not
 * there or not theirs, which is the same. A POST holds the grant until the
 * end of its transaction.
 */
enum http access_check(struct req *);

/*
 * The areas that a grant opens today: of those that were granted, what the
 * table (access_table.h) leaves for its basis at the patient's age.
 */
int access_areas_today(int areas, const char *basis, bool has_birth_day,
    struct day birth_day, struct day today);

/*
 * Read "front_desk,clinician" as a sum of enum role. An unknown name opens
 * nothing.
 */
int access_read_roles(const char *names);

/* Whether a role of the member opens an area of the practice's side. */
bool access_staff_may(const struct staff *, enum area);

/* Whether the area is of the practice's side: for staff, not for accounts. */
bool access_is_for_staff(enum area);

/* Read "health,records" as a sum of enum area. Unknown names are die(). */
int access_read_areas(const char *names);

/* A sum of enum area as "health,records", owned by ctx. */
const char *access_areas_text(const void *ctx, int areas);

#endif
