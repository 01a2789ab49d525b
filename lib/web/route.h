/*
 * route.h: what a program answers, and who may ask.
 *
 * A path is "/home/:patient/results/:id": fixed parts, at most one :patient
 * and one :id, which are decimal ids (text_id()).
 */
#ifndef KITH_ROUTE_H
#define KITH_ROUTE_H

#include <stdbool.h>
#include <stdio.h>

#include "web/form.h"
#include "web/req.h"

typedef enum http handler(struct req *);

struct route {
	enum method method;
	const char *path;
	enum area area;		/* what the account must have been granted */
	handler *run;
	const char *name;	/* for the log and the audit trail */
	const struct field *form;	/* its parameters, or NULL */
	unsigned flags;		/* sum of enum route_flag */
};

enum route_flag {
	ROUTE_FILES = 1,	/* takes multipart/form-data with files */
	ROUTE_QUIET = 2,	/* sent by a script: no sign of a person (SE-05) */
	ROUTE_FRESH = 4,	/* the password was typed minutes ago (AU-17) */
	ROUTE_LOOK = 8,		/* changes nothing: posted only since what was
				   typed must stand in no address */
	ROUTE_APP = 16,		/* asked by an app on a page of any site: no
				   cookie counts, a POST brings JSON */
};

#define GET(path, area, fn) { METHOD_GET, path, area, fn, #fn, NULL, 0 }
#define GET_FORM(path, area, fn, form) \
	{ METHOD_GET, path, area, fn, #fn, form, 0 }
#define GET_QUIET(path, area, fn, form) \
	{ METHOD_GET, path, area, fn, #fn, form, ROUTE_QUIET }
#define POST(path, area, fn, form) \
	{ METHOD_POST, path, area, fn, #fn, form, 0 }
#define POST_FILES(path, area, fn, form) \
	{ METHOD_POST, path, area, fn, #fn, form, ROUTE_FILES }
#define POST_QUIET(path, area, fn, form) \
	{ METHOD_POST, path, area, fn, #fn, form, ROUTE_QUIET }
#define GET_FRESH(path, area, fn, form) \
	{ METHOD_GET, path, area, fn, #fn, form, ROUTE_FRESH }
#define POST_FRESH(path, area, fn, form) \
	{ METHOD_POST, path, area, fn, #fn, form, ROUTE_FRESH }
#define POST_LOOK(path, area, fn, form) \
	{ METHOD_POST, path, area, fn, #fn, form, ROUTE_LOOK }
#define GET_APP(path, area, fn, form) \
	{ METHOD_GET, path, area, fn, #fn, form, ROUTE_APP }
#define POST_APP(path, area, fn, form) \
	{ METHOD_POST, path, area, fn, #fn, form, ROUTE_APP }
#define ROUTES_END { .path = NULL }

/*
 * Find the route of a method and path, and the ids in the path. If none fits,
 * return NULL; *path_known then tells whether another method would.
 */
const struct route *route_find(const struct route *, enum method,
    const char *path, int64_t *patient_id, int64_t *id, bool *path_known);

/*
 * Print the table, one route a line: method, path, area, handler, parameters
 * ("email:email,password:secret", or "-"), and "files", "quiet", "fresh", "look" or
 * "app".
 */
void route_print_all(FILE *, const struct route *);

/* The area's name: "health", "public". */
const char *area_name(enum area);

#endif
