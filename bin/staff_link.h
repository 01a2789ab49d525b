/*
 * staff_link.h: how the operator lets one of the practice's people in: the
 * parts of kithctl staff. All but staff_add() and staff_print_link() work in
 * the open transaction; ctx owns what they need.
 */
#ifndef KITH_STAFF_LINK_H
#define KITH_STAFF_LINK_H

#include <stdint.h>

/* kithctl staff add, in bin/staff_add.c */
int staff_add(int argc, char **argv);

/*
 * Make a one-time link for the member; older ones stop working. Return its
 * address, owned by ctx: only its hash is kept.
 */
const char *staff_link(const void *ctx, int64_t staff_id);

/* End the member's sessions, sign-ins under way and links. */
void staff_end_all(const void *ctx, int64_t staff_id);

/* The same, and forget password, app and recovery codes. */
void staff_forget_secrets(const void *ctx, int64_t staff_id);

/* Print the link, for whom it is, and how long it works. */
void staff_print_link(const char *email, const char *link);

#endif
