/*
 * doctor.h: the checks of kithctl doctor.
 *
 * A check says what it looked at with well(), what is wrong and what to do
 * about it with problem(), one line each.
 */
#ifndef KITH_DOCTOR_H
#define KITH_DOCTOR_H

#include "db/admin.h"

struct doctor {
	void *ctx;
	struct admin *db;	/* as kith_ctl; NULL: it can't be reached */
	const char *programs, *sql;	/* folders */
	int problems;
};

void well(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void problem(struct doctor *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* bin/doctor_machine.c: settings, keys, clock, space, mail server, texts */
void check_settings(struct doctor *);
void check_keys(struct doctor *);
void check_clock(struct doctor *);
void check_space(struct doctor *);
void check_mail_server(struct doctor *);
void check_text_gateway(struct doctor *);

/* bin/doctor_database.c: login, tables, rights, backlog of mail and audit */
void check_database(struct doctor *);
void check_migrations(struct doctor *);
void check_rights(struct doctor *);
void check_outbox(struct doctor *);
void check_audit(struct doctor *);

/* bin/doctor_program.c: views and statements, sockets */
void check_programs(struct doctor *);
void check_sockets(struct doctor *);

#endif
