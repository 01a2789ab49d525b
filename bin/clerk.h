/* clerk.h: what the files of kith-clerk share. */
#ifndef KITH_CLERK_H
#define KITH_CLERK_H

#include <stdbool.h>

/* bin/clerk_ages.c */
extern const char *const clerk_ages_sql[];

/*
 * Tell guardians, and teenagers with an account, that a birthday changes who
 * sees the record: 60, 30 and 7 days ahead and on the day, each once. Of what
 * was missed only the newest is told. False: the database is away.
 */
bool tell_ages(void);

#endif
